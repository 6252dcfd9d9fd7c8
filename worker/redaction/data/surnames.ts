/** Family names by where they are most at home, without accents. */
export const SURNAMES = `
smith jefferson hamilton franklin johnson williams jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
thomas moore jackson martin perez thompson harris sanchez clark ramirez lewis robinson allen
wright scott torres nguyen flores adams nelson rivera campbell mitchell carter roberts gomez phillips evans
turner diaz parker cruz edwards collins reyes stewart morris morales murphy rogers gutierrez ortiz cooper
peterson bailey reed kelly howard ramos richardson watson brooks chavez bennett mendoza
ruiz hughes alvarez castillo sanders patel myers foster jimenez powell jenkins perry russell sullivan
bell coleman butler henderson barnes gonzales fisher vasquez simmons jordan patterson alexander hamilton
graham reynolds griffin wallace moreno hayes bryant herrera gibson ellis tran medina aguilar stevens murray
castro marshall owens harrison fernandez mcdonald washington kennedy vargas henry chen freeman webb
tucker guzman burns crawford olson simpson porter gordon mendez silva shaw snyder mason dixon munoz
hicks holmes palmer wagner robertson stone salazar warren mills meyer schmidt garza
daniels ferguson nichols stephens soto weaver gardner payne grant dunn kelley spencer hawkins arnold
pierce hansen peters santos hart bradley knight elliott cunningham duncan armstrong hudson carroll lane riley
andrews alvarado delgado berry perkins hoffman johnston matthews pena richards contreras willis carpenter
lawrence sandoval guerrero chapman rios estrada ortega watkins greene nunez wheeler valdez harper burke larson
santiago maldonado morrison franklin carlson austin dominguez carr lawson jacobs obrien lynch singh vega bishop
montgomery oliver jensen harvey williamson gilbert dean sims espinoza howell wong reid hanson mccoy
garrett burton fuller weber welch rojas lucas marquez fields parks yang little banks padilla walsh bowman schultz
luna fowler mejia davidson acosta brewer holland juarez newman pearson curtis cortez douglas schneider joseph
barrett navarro figueroa keller avila wade molina stanley hopkins campos barnett bates chambers caldwell beck
lambert miranda byrd craig ayala lowe frazier powers neal leonard gregory carrillo sutton fleming rhodes shelton
schwartz norris jennings rhoades watts duran walters cohen mcdaniel moran parks steele vaughn becker holt deleon barker
terry hale leon hail benson haynes horton miles lyons pham graves bush thornton wolfe warner cabrera mckinney mann
zimmerman dawson lara fletcher mccarthy mccormick pope reese lloyd barton blair boyd pruitt mclean gallagher
oconnor oneill oleary odonnell osullivan fitzgerald fitzpatrick doyle brennan quinn kavanagh nolan keane
hennessy mahoney maguire mcguire mckenna mcgrath mckenzie mclaughlin mcintyre macdonald mackenzie macleod maclean
cameron sinclair drummond buchanan farquhar galbraith urquhart abernathy abbott atkinson ashworth barlow baxter bentley
blackburn blackwell bolton bradshaw briggs brookes buckley bullock burgess cartwright chadwick clarke clayton
clements cole connolly cook copeland crowther curtis davies dickinson dodson doherty eaton ellison
faulkner fenwick finch firth fitch forsyth galloway gill goodwin gough greenwood hadley haigh halliwell hardcastle
hargreaves harding hartley hewitt higgins hobbs hodgson holloway hooper horner houghton hutchinson
ingram jarvis jeffries kemp kendall kirby lamb leach lister lomax marsden maxwell metcalfe middleton morley
moss naylor newton nicholson norton ogden osborne parkinson parsons peacock pickering poole pratt preston
priestley pritchard pugh rawlings redmond rowe rushton sheldon shepherd skinner stafford stokes stringer swann sykes
tate thorne thorpe tomlinson townsend travers turnbull underwood vickers wainwright walton warburton waterhouse
whitaker whitehead whittaker wilkins wilkinson winters woodward wyatt yates
muller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer schaefer koch bauer
richter klein wolf schroder schroeder neumann schwarz zimmermann braun kruger krueger hofmann hartmann werner
schmitz krause meier lehmann schmid schulze maier kohler koehler herrmann konig koenig walter mayer huber kaiser fuchs
peters lang scholz moller moeller weiss jung hahn schubert vogel friedrich keller gunther guenther frank
winkler roth beck lorenz baumann franke albrecht schuster simon ludwig bohm boehm winter kraus martin schumacher
kramer vogt stein jager jaeger otto sommer gross seidel heinrich brandt haas schreiber graf schulte dietrich ziegler
kuhn kuehn pohl engel horn busch bergmann thomas voigt sauer arnold wolff pfeiffer beyer lindner hubner ernst
reuter neubauer steinmann eberhardt oberhauser gruber moser steiner hofer pichler berger leitner egger mayr
brunner baumgartner reiter aigner wimmer zeller frei ammann brugger zurcher aebischer bosshard bachmann
martin bernard dubois thomas robert richard petit durand leroy moreau simon laurent lefebvre michel garcia david
bertrand roux vincent fournier morel girard andre lefevre mercier dupont lambert bonnet francois martinez legrand
garnier faure rousseau blanc guerin muller henry roussel nicolas perrin morin mathieu clement gauthier dumont lopez
fontaine chevalier robin masson sanchez gerard nguyen boyer denis lemaire duval joly gautier roger roche roy noel meyer
lucas meunier jean perez marchand dufour blanchard marie barbier brun dumas brunet schmitt leroux colas fabre gaillard
renard arnaud rolland caron aubert giraud leclerc vidal bourgeois renaud lemoine picard gaudin philippe leclercq
lacroix fabre dupuis olivier rodriguez dasilva hubert louis charles guillot riviere legall guillaume adam rey
moulin gonzalez berger lecomte menard fleury deschamps carpentier julien benoit paris maillard marchal aubry vasseur
besson beaumont delacroix desjardins tremblay gagnon bouchard cote gagne lavoie fortin ouellet pelletier belanger
levesque bergeron leblanc paquette girard boucher thibault deschênes
garcia gonzalez rodriguez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno
munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez serrano blanco molina
morales suarez ortega delgado castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos
lozano guerrero cano prieto mendez cruz calvo gallego vidal leon marquez herrera pena flores cabrera campos vega
fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero montero lorenzo hidalgo gimenez ibanez
ferrer duran santiago benitez mora arias vargas carmona crespo roman pastor soto saez velasco moya soler parra
esteban bravo gallardo rojas pardo merino franco espinosa lara rivas izquierdo rivera silva casado arroyo redondo
camacho rey vera otero luque galan montes rios sierra segura carrillo marcos marti soriano mendoza quintero ochoa
salazar zamora villanueva cardenas cervantes pacheco maldonado escobar valencia bautista cordova solis tapia
orozco villarreal zuniga trejo barajas ibarra palacios figueroa sepulveda arriaga echeverria aguirre elizondo
etxeberria goikoetxea uribe arango restrepo jaramillo londono ospina giraldo
rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti deluca mancini costa giordano
rizzo lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone longo gentile
martinelli vitale lombardo serra coppola desantis damico marchetti parisi villa conte ferraro ferri fabbri bianco
marini grasso valentini messina sala deangelis gatti pellegrini palumbo sanna farina rizzi monti cattaneo morelli amato
silvestri mazza testa grassi pellegrino carbone giuliani benedetti barone rossetti caputo montanari guerra palmieri
bernardi martino fiore ferretti bellini basile riva donati piras vitali battaglia sartori neri costantini milani
pagano ruggiero sorrentino damato orlando negri mantovani brambilla
dejong jansen devries vandenberg bakker vandijk visser smit meijer deboer mulder degroot bos vos peters hendriks
dekker brouwer dewit dijkstra smits degraaf vandermeer kok jacobs dehaan vermeulen vandenheuvel vanderveen vandenbroek
debruin vanderheijden schouten vanbeek willems vanvliet hoekstra maas verhoeven koster vandam vandewal prins
blom huisman peeters kuipers gerritsen postma vanleeuwen kuiper veenstra kramer vandenbrink scholten wolters
bosman vanwijk bosch timmermans claes goossens wouters demir maes mertens declercq desmet janssens janssen
dupont lambert hermans michiels aerts lemmens debacker dumont pauwels vandamme stevens coppens segers martens
groot boer haan jong vries dijk berg heuvel veen broek bruin beek vliet graaf hoek
silva santos ferreira pereira oliveira costa rodrigues martins sousa souza fernandes goncalves gomes lopes marques alves
almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro cardoso rocha raposo neves
coelho cruz cunha pires ramos reis simoes antunes matos fonseca machado araujo barbosa tavares lourenco castro
figueiredo azevedo freitas magalhaes henriques lima guerreiro baptista batista pinheiro faria miranda barros moraes
nascimento andrade moura cavalcanti dias campos cardozo farias melo borges medeiros peixoto siqueira assis bezerra
andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson
jansson hansson bengtsson jonsson lindberg jakobsson magnusson lindstrom lindqvist lindgren axelsson berg bergstrom
lundberg lind lundgren lundqvist mattsson berglund fredriksson sandberg henriksson forsberg sjoberg wallin engstrom
eklund danielsson lundin hakansson bjork bergman gunnarsson holm wikstrom samuelsson isaksson fransson bergqvist
nystrom holmberg arvidsson lofgren soderberg nyberg blomqvist claesson nordstrom martensson hansen johansen
olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen pettersen eriksen berg haugen hagen
johannessen andreassen jacobsen dahl jorgensen halvorsen henriksen lund sorensen jakobsen moen gundersen iversen
strand solberg svendsen eide knutsen martinsen kristensen bakken ruud bakke lie nielsen rasmussen christensen madsen
thomsen poulsen knudsen mortensen moller jeppesen korhonen virtanen makinen nieminen makela hamalainen laine
heikkinen koskinen jarvinen lehtonen lehtinen saarinen salminen heinonen niemi heikkila kinnunen salonen turunen
laitinen tuominen rantanen karjalainen jokinen mattila savolainen
nowak kowalski kowalska wisniewski wisniewska wojcik kowalczyk kaminski kaminska lewandowski zielinski szymanski wozniak
dabrowski kozlowski jankowski mazur kwiatkowski wojciechowski krawczyk kaczmarek piotrowski grabowski zajac pawlowski
michalski krol wieczorek jablonski wrobel nowakowski majewski stepien olszewski jaworski malinowski adamczyk dudek
gorski pawlak sikora walczak witkowski baran rutkowski michalak szewczyk ostrowski tomaszewski pietrzak zalewski
wroblewski marciniak jasinski zawadzki sadowski bak chmielewski wlodarczyk borkowski czarnecki sawicki
novak svoboda novotny dvorak cerny prochazka kucera vesely horak nemec pokorny marek pospisil hajek kral jelinek
ruzicka benes fiala sedlak dolezal zeman kolar krejci novakova svobodova dvorakova cerna horvath kovac kovacs varga
nagy toth szabo nemeth farkas balogh papp takacs juhasz lakatos meszaros olah simon racz fekete szilagyi torok feher
gal kis szucs kocsis pinter fodor szekely molnar
popescu ionescu popa pop radu dumitru stan stoica gheorghe matei ciobanu rusu munteanu constantin marin dinu
georgescu moldovan diaconu dragomir petrov ivanov dimitrov georgiev nikolov todorov
jovanovic petrovic nikolic markovic djordjevic stojanovic ilic stankovic pavlovic milosevic kovacevic horvat babic
maric juric novak knezevic vukovic matic tomic kovacic zupancic krajnc
ivanov smirnov kuznetsov popov vasiliev petrov sokolov mikhailov novikov fedorov morozov volkov alekseev lebedev
semenov egorov pavlov kozlov stepanov nikolaev orlov andreev makarov nikitin zakharov ivanova smirnova kuznetsova
popova petrova sokolova volkova shevchenko bondarenko kovalenko boyko tkachenko kravchenko oliynyk koval polishchuk
melnyk lysenko marchenko rudenko savchenko petrenko
papadopoulos papadakis georgiou dimitriou nikolaou pappas vasileiou ioannou konstantinou oikonomou makris
yilmaz kaya demir celik sahin yildiz yildirim ozturk aydin ozdemir arslan dogan kilic aslan cetin kara koc kurt ozkan
simsek polat korkmaz cakir erdogan yavuz acar guler aktas bozkurt
khan ahmed ali hussain malik sheikh shaikh qureshi siddiqui ansari chaudhry chaudhary butt mirza baig akhtar rehman
rahman hossain islam chowdhury begum miah uddin haque karim khatun bibi iqbal javed mahmood raza abbasi syed
haddad khoury nasser mansour saleh hamdan aziz farah najjar sayegh darwish mousa suleiman jaber awad abdi osman
mohamud warsame hosseini mohammadi ahmadi karimi rezaei moradi jafari hashemi rahimi ebrahimi tehrani shirazi
bensaid benali bouazza belkacem amrani alaoui tazi benjelloun cherif
sharma verma gupta singh kumar patel shah mehta joshi desai reddy rao nair menon iyer iyengar pillai mukherjee
banerjee chatterjee bose ghosh sen das roy dutta chakraborty bhattacharya sengupta mishra pandey tiwari dubey
trivedi chaturvedi agarwal aggarwal goel goyal bansal mittal jain kapoor khanna malhotra chopra arora bhatia sethi
ahuja anand bedi gill sandhu sidhu dhillon grewal yadav chauhan rathore thakur rajput saxena srivastava sinha prasad
naidu krishnan subramanian venkataraman swamy murthy hegde shetty kulkarni deshpande patil jadhav pawar shinde
gaikwad kaur pereira dsouza fernando perera silva bandara jayawardena wickramasinghe gunawardena
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin luo zheng liang xie tang cao deng feng han
peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao lu jiang cui zhong tan fan jin
shi liao jia xia fu fang zou xiong bai meng qin qiu hou yan xue lei long duan chan wong cheung leung lau chow ng tsang
kwok yeung fung choi chiu tam yip mak poon tse siu lui szeto ouyang
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto
inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto yamashita ishikawa nakajima maeda fujita ogawa
goto okada hasegawa murakami kondo ishii saito sakamoto endo aoki fujii nishimura fukuda ota miura fujiwara okamoto
matsuda nakagawa nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda morita hara shibata sakai kudo
kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song yoo hong moon
yang bae baek heo nam
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong
santoso wijaya susanto hidayat nugroho setiawan kusuma saputra lestari wibowo tan lim lee goh ng teo ong
delacruz reyes santos bautista ocampo garcia mendoza villanueva aquino dizon pangilinan macaraeg
okafor okonkwo okoro eze nwosu obi adeyemi adebayo afolabi balogun ogunleye oyelaran akintola bello abubakar usman
ibrahim musa danjuma mensah owusu boateng asante osei appiah acheampong amoah agyeman diallo diop ndiaye sow ba fall
sarr traore coulibaly keita kone toure cisse camara barry bah kamara sesay conteh dlamini nkosi ndlovu khumalo
mthembu zulu mokoena molefe naidoo govender pillay vanderwesthuizen botha kruger venter
mwangi kamau njoroge kariuki otieno odhiambo ochieng wanjiru kimani mutua moyo ncube sibanda banda phiri
cohen levi levy mizrahi peretz biton dahan friedman katz shapiro goldberg goldstein rosenberg rosen greenberg
weinstein feldman kaplan rubin bernstein epstein silverman horowitz abramov
иванов смирнов кузнецов попов васильев петров соколов михайлов новиков федоров морозов волков иванова смирнова
кузнецова попова петрова соколова
`;

/** Family names that are words or places as well: they count only beside other signs of a name. */
export const AMBIGUOUS_SURNAMES = `
brown white green black gray grey young king hill hall baker walker lee long bush cook price wood woods ward cox
rice day field fox hunt stone rose love may west north south east church banks brook bird cross french english
holland german england ireland scott wall winter summers summer frost snow rain storm marsh pond lake rivers waters
bridges street park gates house castle hope best good goodman strong small little short sharp swift rich noble
bishop pope knight page major marshall sergeant abbot deacon monk judge squire mayor miller mason cooper smith taylor
tailor porter carter carver fisher hunter farmer gardner shepherd singer dancer potter glass silver gold diamond pearl
steel iron brass coal cash pound penny nickels dollar mark chance case banner battle bell bond boots bow box bray buck
burns bull bass crane crow dove duck eagle hawk heron finch sparrow swan wolf lamb colt hogg hare fish pike salmon trout
berry cherry lemon olive plum peach ginger pepper sage root branch stem leaf flower bloom reed rush heath moor
dale glen cliff ridge fields meadows forest grove lane way weeks monday friday moon star sunday self man mann child
powers power law laws case cases register counts counter speed drive walker driver rider key keys lock locks
marks post mail link links chen long song sun ho ma hu ye su fall
bah oh cho lang klein gross kurt ernst frank lima sierra victor romeo
roman paris london lincoln washington jordan austin jackson madison houston dallas cruz rey reis costa ramos santos
flores torres campos rios montes prado serra rocha fontana villa testa guerra pace fiore conte rosa bianco rossi
leon valencia cordova zamora granada toledo soto vera luna sol mar rubio blanco moreno calvo delgado bravo
petit grand blanc brun roux noir roi chevalier marchand boulanger berger fontaine moulin maison lacroix paris bourgeois
caron noel martin simon david thomas robert richard bernard henry louis charles philippe marie jean nicolas
koch kaiser konig wolf fuchs vogel hahn stein berg bach wald winter sommer herbst freitag sonntag engel horn
busch jung alt neu weiss schwarz braun gruen roth graf herzog ritter richter schreiber bauer weber jager
bos vos maas prins kok dekker smit visser bakker kuiper koning keizer
kaya demir kurt koc kara aslan dogan hoang vu han lin park moon jung lim ng eze zulu bello
`;
