/** States and provinces, countries and larger cities, without accents; `_` joins phrases. */
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
