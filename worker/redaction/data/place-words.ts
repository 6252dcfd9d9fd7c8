/** Words after which, or before which, a street's name stands; the parts that follow it; places. `_` joins phrases. */
export const STREET_AFTER = `street st avenue ave av road rd boulevard blvd lane ln drive dr court ct place pl square sq
  terrace ter terr way parkway pkwy highway hwy circle cir crescent cres close grove gardens gdns mews row alley aly
  trail trl turnpike walk wharf quay rise hill vale view park path plaza plz loop run ridge crossing xing expressway
  freeway bypass commons cove creek dale estate estates flat fork forge glen green harbor haven heights hts hollow
  island isle junction key knoll landing manor meadow meadows mill mills motorway mount mountain orchard overpass
  pass passage pike pine pines point points port prairie ranch shoal shore shores skyway spring springs
  spur station stravenue stream summit throughway trace track trafficway tunnel union valley viaduct village villages
  ville vista walks wall well wells bend branch bridge brook brooks burg canyon cape causeway center centre club course
  divide drives extension falls ferry field fields forest ford fort garden gateway inlet light locks lodge
  nagar marg road_east road_west`;

/** Of the above, those that end a street's name without doubt. */
export const STREET_AFTER_SURE = `street st avenue ave road rd boulevard blvd lane ln drive dr court ct place terrace
  parkway pkwy highway hwy circle crescent square close grove gardens mews way trail plaza`;

export const STREET_BEFORE = `rue avenue boulevard bd allee allees chemin impasse quai cours route passage sentier
  faubourg esplanade rond_point place voie ruelle
  calle c avenida avda av paseo plaza pza carrer ronda travesia camino carretera glorieta callejon calzada carrera
  via viale piazza corso largo vicolo piazzale strada viale contrada lungomare salita borgo
  rua avenida travessa praca largo alameda rodovia estrada beco ladeira r
  ulica ul aleja al plac os osiedle ulitsa prospekt улица ул проспект strada bulevardul soseaua ulice trg jalan jln
  nguyen_duong duong am an_der an_den unter_den auf_dem im zum zur rruga`;

/** Ends of one-word streets in German, Dutch and the Nordic languages, and Hungarian. */
export const STREET_ENDINGS = [
  'strasse',
  'stras',
  'str',
  'weg',
  'platz',
  'allee',
  'gasse',
  'ring',
  'damm',
  'ufer',
  'steig',
  'stieg',
  'chaussee',
  'graben',
  'markt',
  'berg',
  'hof',
  'brucke',
  'straat',
  'laan',
  'plein',
  'gracht',
  'kade',
  'dijk',
  'singel',
  'dreef',
  'gatan',
  'vagen',
  'gata',
  'vegen',
  'veien',
  'gaten',
  'vej',
  'gade',
  'alle',
  'katu',
  'tie',
  'kuja',
  'utca',
  'steenweg',
  'strase',
  'pad',
  'hoven',
  'stigen',
  'backen',
  'torget',
  'plass',
  'svingen',
];

export const UNITS = `apt apartment suite ste unit flat floor fl room rm building bldg block blk level office
  appartement appt bat batiment etage escalier residence porte piso puerta planta esc bajo atico depto departamento
  interno scala int appartamento wohnung whg stock og hinterhaus bus toestel verdieping andar bloco apto
  sala fraccao lote esq dto lgh mieszkanie lok trailer lot hangar lobby upper lower penthouse ph`;

export const POST_BOXES = `po_box p_o_box post_office_box pobox postfach boite_postale bp apartado
  apartado_de_correos casella_postale postbus caixa_postal postboks postbox gpo_box locked_bag private_bag skrytka_pocztowa`;

export const DIRECTIONS = 'n s e w ne nw se sw north south east west northeast northwest southeast southwest';

export const STATES = `al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd
  oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr alabama alaska arizona arkansas california colorado connecticut
  delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
  minnesota mississippi missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina
  north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont
  west_virginia wisconsin wyoming ontario quebec alberta manitoba saskatchewan british_columbia nova_scotia
  on qc bc ab mb sk ns nb nl pe nsw vic qld tas act nt sp rj mg rs pr ba df bayern hessen sachsen`;

export const COUNTRIES = `usa us u_s_a u_s united_states america uk u_k united_kingdom england scotland wales ireland
  germany deutschland france spain espana italy italia netherlands nederland belgium belgique belgie switzerland schweiz
  suisse austria osterreich portugal brazil brasil mexico canada australia india china japan korea south_korea poland
  polska sweden sverige norway norge denmark danmark finland suomi greece turkey turkiye russia ukraine romania hungary
  czechia czech_republic slovakia slovenia croatia serbia bulgaria israel egypt south_africa nigeria kenya morocco
  argentina chile colombia peru venezuela ecuador singapore malaysia indonesia philippines vietnam thailand pakistan
  bangladesh saudi_arabia uae iran iraq new_zealand luxembourg iceland estonia latvia lithuania malta cyprus lebanon
  europe asia africa syria afghanistan cuba taiwan hong_kong kuwait qatar`;

export const CITIES = `london paris berlin madrid rome roma milano milan munchen munich hamburg koln cologne frankfurt
  stuttgart dusseldorf leipzig dresden hannover nurnberg bremen essen dortmund bonn mannheim karlsruhe freiburg augsburg
  munster aachen kiel lubeck rostock mainz potsdam wien vienna graz salzburg innsbruck linz zurich geneva geneve basel bern
  lausanne luzern winterthur lyon marseille toulouse bordeaux lille nantes strasbourg nice rennes montpellier grenoble
  dijon angers nimes reims toulon brest tours metz nancy rouen barcelona valencia sevilla seville zaragoza malaga bilbao
  alicante murcia granada vigo gijon palma cordoba valladolid oviedo pamplona torino turin napoli naples firenze florence
  bologna genova venezia venice verona palermo bari catania padova trieste brescia parma modena pisa siena amsterdam
  rotterdam utrecht eindhoven groningen tilburg breda nijmegen haarlem arnhem leiden delft maastricht almere zwolle
  den_haag the_hague amersfoort brussels bruxelles brussel antwerpen antwerp gent ghent brugge bruges liege leuven namur
  lisboa lisbon porto braga coimbra faro aveiro setubal funchal sao_paulo rio_de_janeiro brasilia curitiba recife
  salvador fortaleza belo_horizonte porto_alegre manaus campinas santos goiania
  manchester birmingham liverpool leeds sheffield bristol edinburgh glasgow cardiff belfast nottingham leicester oxford
  cambridge brighton southampton portsmouth reading york bath newcastle coventry plymouth aberdeen dundee swansea
  dublin cork galway limerick waterford new_york los_angeles chicago houston phoenix philadelphia san_antonio san_diego
  dallas austin san_jose fort_worth jacksonville columbus charlotte san_francisco indianapolis seattle denver boston
  nashville detroit portland memphis las_vegas louisville baltimore milwaukee albuquerque tucson fresno sacramento
  kansas_city atlanta omaha raleigh miami oakland minneapolis tulsa cleveland tampa new_orleans honolulu anaheim
  pittsburgh cincinnati st_louis saint_louis orlando buffalo springfield boise spokane richmond salt_lake_city
  rochester albany syracuse hartford providence madison wichita arlington plano irvine durham lexington anchorage
  brooklyn queens bronx manhattan santa_monica palo_alto mountain_view cupertino redmond bellevue
  toronto montreal vancouver calgary ottawa edmonton winnipeg halifax victoria sydney melbourne brisbane perth adelaide
  canberra hobart darwin auckland wellington christchurch mumbai delhi new_delhi bangalore bengaluru chennai kolkata
  hyderabad pune ahmedabad jaipur lucknow kochi gurgaon noida tokyo osaka kyoto yokohama nagoya sapporo beijing shanghai
  shenzhen guangzhou hangzhou chengdu seoul busan singapore bangkok manila jakarta hanoi
  warsaw warszawa krakow gdansk wroclaw poznan lodz prague praha brno bratislava budapest bucharest bucuresti cluj sofia
  zagreb belgrade beograd ljubljana athens athina thessaloniki istanbul ankara izmir stockholm goteborg malmo uppsala oslo
  bergen trondheim stavanger kobenhavn copenhagen aarhus odense aalborg helsinki espoo tampere turku vantaa oulu
  reykjavik tallinn riga vilnius kyiv kiev lviv odessa moscow petersburg minsk tel_aviv jerusalem haifa cairo lagos nairobi
  johannesburg cape_town durban pretoria casablanca buenos_aires santiago bogota medellin lima quito caracas mexico_city
  guadalajara monterrey puebla tijuana montevideo dubai riyadh doha karachi lahore islamabad dhaka`;

export const MONTHS = [
  'january jan januar janvier enero gennaio januari janeiro gen ene stycznia janvier ledna tammikuuta',
  'february feb februar fevrier febrero febbraio februari fevereiro fev fevr lutego unora helmikuuta',
  'march mar marz mars marzo maart marco mrz marca brezna maaliskuuta',
  'april apr avril abril aprile avr abr kwietnia dubna huhtikuuta',
  'may mai mayo maggio mei maio mag maja kvetna toukokuuta maj',
  'june jun juni juin junio giugno junho giu czerwca cervna kesakuuta',
  'july jul juli juillet julio luglio julho lug juil lipca cervence heinakuuta',
  'august aug aout agosto augustus ago augusti sierpnia srpna elokuuta',
  'september sep sept septembre septiembre settembre setembro set wrzesnia zari syyskuuta',
  'october oct oktober okt octobre octubre ottobre outubro ott out pazdziernika rijna lokakuuta',
  'november nov novembre noviembre novembro listopada listopadu marraskuuta',
  'december dec dezember dez decembre diciembre dicembre dezembro desember dic grudnia prosince joulukuuta',
];
