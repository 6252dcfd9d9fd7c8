/** Given names by where they are most at home, without accents. */
export const GIVEN_NAMES = `
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald steven
andrew paul joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan
stephen larry justin scott brandon benjamin samuel gregory alexander patrick raymond jack dennis jerry tyler aaron jose
adam nathan henry zachary douglas peter kyle noah ethan jeremy walter christian keith roger terry harry ralph sean jesse
roy louis billy bruce eugene dylan alan juan arthur gabriel albert willie elijah wayne randy vincent mason philip bobby
johnny bradley liam oliver lucas logan owen caleb isaac ian evan luke connor julian adrian wyatt carter jayden xavier
colin derek travis curtis cody dustin brett corey shane joel marcus leonard stanley theodore bernard clarence ernest
francis frederick gerald gordon harold herbert howard hugh lawrence leslie lloyd martin maurice melvin norman oscar
ross russell sidney stuart trevor vernon warren glenn graham neil nigel geoffrey simon callum craig darren gareth
jamie lewis rhys alistair alasdair angus duncan ewan fergus hamish lachlan malcolm niall declan cormac eoin padraig
seamus brendan conor cillian darragh fionn killian ronan tadhg ciaran finley alfie archie freddie theo
jake zach nate alex ben tom tim jim joe bob mike dave steve greg jeff matt dan sam nick josh tony andy chris phil doug
ken ron don ted ned fred larry jerry pete vince gabe abe ike eddie freddy teddy charlie jimmy tommy danny kenny ronnie
donnie lenny manny benny bennie mickey ricky vinny timmy billy joey
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly
emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela
shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria
heather diane ruth julie olivia joyce virginia kelly lauren christina joan evelyn judith megan andrea
cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy
sophia denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie
kayla alexis lori tiffany tracy tammy crystal wendy tara gina gwendolyn marjorie mildred
audrey bonnie caroline cassandra cecilia chloe claire clara courtney daisy eleanor ella ellen erica erin esther felicia
fiona gabrielle gail georgina geraldine gillian gladys harriet hazel holly irene isabel jane jasmine jenna jill joanna
joanne jocelyn josephine juliet kate katie kendra kim kirsten kristen kristin kristina krystal lena leah lillian lily lorraine
louise lucy lydia mabel mackenzie maggie marcia maureen maxine melanie meredith mia miranda miriam molly monica
morgan naomi natasha nina nora norma paige paula peggy penelope phoebe phyllis priscilla rachael regina renee rhonda
roberta rosemary roxanne sabrina sadie sally savannah selena shannon sheila shelby sheryl sienna sonia stella
sue suzanne sylvia tabitha tamara tanya teri tina tracey valerie vanessa vera veronica vivian wanda yolanda yvonne
zoe addison aubrey aria ava avery bella brooke brianna camila evie freya imogen isla jessie lola matilda millie niamh
aoife orla saoirse siobhan sinead ciara caoimhe roisin grainne maeve bridget eilidh catriona mairi moira morag isobel
beth becky cindy debbie jenny jess kathy kelsey kellie lizzie liz mandy meg nell patty pam sandy steph suzie tess
trish vicky abby annie bethany callie carly carrie cassie cathy connie dolly ellie elsie emmy fran gwen hattie ida ivy
jackie janie josie jodie kara kayleigh keira lacey leanne lexi libby lottie lynn lynne mae marge mindy minnie mollie nellie
nettie olive opal pearl polly quinn rosie roz ruthie tori trudy winifred deshawn demetrius darnell jamal jermaine latoya
lakisha tyrone terrell tremaine malik andre antoine kareem tanisha shanice ebony keisha imani aaliyah destiny
hans klaus jurgen juergen gunter guenter wolfgang uwe dieter horst manfred helmut gerhard heinz werner karl kurt friedrich
heinrich ludwig otto rolf rainer bernd axel jens jorg joerg thorsten torsten stefan matthias andreas thomas
markus michael frank ralf sven dirk holger volker detlef harald ingo lutz olaf ulrich hartmut reinhard siegfried
sebastian tobias florian fabian felix jonas leon lukas maximilian moritz niklas paul philipp tim tom finn luca elias
julius jannik jan lennart hannes henrik till malte benedikt dominik johannes konrad korbinian leopold valentin vinzenz
ursula monika petra sabine renate helga karin brigitte ingrid erika christa gisela elke birgit anja silke heike katrin
kathrin kerstin claudia susanne martina angelika barbara gabriele andrea cornelia ulrike ute antje anke britta
dagmar doris elfriede gerda gertrud hannelore heidi hildegard ilse inge irmgard jutta liselotte margarete marlene
regine rosemarie sigrid waltraud anneliese annette beate bettina carina franziska friederike jana johanna julia
katharina lara lea leonie lina luisa magdalena marie mia mareike nadine nele sandra sophie steffi svenja tanja theresa
verena yvonne saskia frieda greta ida mathilda paulina pia ronja wiebke
jean pierre michel andre philippe alain bernard christophe christian daniel francois gerard jacques laurent marc nicolas
olivier pascal patrick rene thierry yves antoine arnaud aurelien baptiste bastien benoit bruno cedric clement cyril damien
denis didier dominique emmanuel enzo etienne fabien fabrice florent franck frederic gael gaspard gauthier georges gilles
guillaume guy herve hugo jerome joel jules julien kevin leo lionel loic louis luc lucien ludovic marcel martin mathieu
mathis matthieu maxime mickael nathan noel pascal raphael raymond regis remi remy robin roger romain sebastien serge
simon stephane sylvain theo thibault thibaut tristan valentin victor vincent xavier yann yannick yohan
adele agathe agnes alexandra alice alix amandine amelie anais anne annick aurelie aurore beatrice bernadette brigitte
camille carine catherine cecile celine chantal charlene chloe christelle christiane claire claudine clemence coline
colette corinne delphine dominique elise elodie emilie emmanuelle estelle eugenie eva fanny florence francine francoise
genevieve ghislaine helene ines isabelle jacqueline jeanne jeannine josette josiane juliette justine laetitia laure
laurence lea leonie lise louise lucie madeleine manon margaux margot marianne marie marine marion marjolaine marthe martine
mathilde maud mireille monique morgane muriel mylene nathalie nicole noemie odette odile oceane pascale pauline raymonde
regine romane sabine sandrine severine simone solange solene sophie suzanne sylvie therese valerie veronique virginie
viviane yvette zoe
antonio jose manuel francisco juan david javier jesus carlos daniel miguel rafael pedro pablo alejandro angel sergio
fernando jorge luis alberto alvaro adrian diego raul ivan ruben enrique ramon vicente andres joaquin santiago eduardo
victor roberto jaime ignacio mario alfonso salvador ricardo marcos jordi emilio julian julio guillermo gabriel tomas
agustin gonzalo felix joan ismael cristian mariano nicolas gregorio hector samuel lorenzo cesar sebastian rodolfo
gustavo arturo esteban mauricio rodrigo ernesto armando leonardo marcelo matias facundo thiago maximo bautista benicio
santino ezequiel hernan leandro osvaldo wilfredo efrain rogelio heriberto abelardo aurelio evaristo fermin
carmen josefa isabel dolores pilar teresa ana francisca laura antonia mercedes cristina marta rosario lucia elena
raquel concepcion juana manuela rocio beatriz silvia montserrat encarnacion patricia sonia monica susana yolanda
margarita sara rosa esther ines inmaculada angeles noelia alicia irene nuria olga amparo celia eva lorena fatima miriam
consuelo natalia veronica almudena ximena xiomara guadalupe valentina catalina fernanda gabriela daniela mariana paola
alejandra luisa luz marisol maribel itzel yesenia graciela leticia esperanza araceli blanca adriana viviana liliana
milagros remedios purificacion soledad macarena carlota jimena paloma belen ainhoa leire nerea itziar aitor iker mikel
iñaki unai gorka oriol pau marc arnau nil biel jaume
giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo
michele giorgio aldo sergio luciano alessandro andrea marco luca matteo davide simone stefano federico riccardo
lorenzo roberto fabio massimo maurizio claudio daniele emanuele enrico filippo gabriele giacomo gianluca gianni giulio
leonardo lorenzo mattia nicola niccolo raffaele rocco ruggero silvio tommaso ugo umberto valerio vittorio walter
giulia chiara francesca federica sara martina valentina alessia silvia elisa elena giorgia ilaria anna paola laura
roberta simona barbara cristina daniela monica stefania alessandra antonella patrizia rosanna giovanna giuseppina
concetta carmela immacolata assunta caterina lucia teresa angela rosaria donatella emanuela eleonora beatrice bianca
aurora sofia ginevra gaia camilla arianna noemi serena marina michela mirella nicoletta ornella raffaella renata rita
rossella sabrina teresa tiziana vittoria viola
johannes jan cornelis hendrik willem pieter gerrit petrus jacobus dirk kees jaap piet henk wim joop arie bas bram
coen daan dennis erik frits geert gijs guus hans jelle jeroen jesse jochem joost joris jurgen koen lars luuk maarten
marcel mark mart mees menno michiel niels pim rik rob roel ruud sander siem sjoerd stijn sven teun thijs tijn tijs
tjeerd wouter xander anneke annemarie anouk astrid bregje carolien elly els esmee evi femke floor fleur hanneke
helma hilde ineke inge ingeborg jacqueline janneke jantje jolanda josien karin lieke liesbeth lotte maaike maartje
marieke marijke marjan marjolein marleen mieke mirjam nienke noor petra renske riet roos sanne saskia sjaan tessa tineke
truus trijntje wendy willemijn yvonne wietske lieselot hendrika wilhelmina elke griet joke katrien lien veerle goedele
joao antonio francisco carlos manuel paulo pedro lucas luiz marcos luis gabriel rafael daniel marcelo bruno eduardo
felipe rodrigo mateus andre fernando fabio leonardo gustavo guilherme leandro tiago diogo rui nuno goncalo vasco duarte
afonso tomas martim bernardo caio vinicius thiago murilo davi heitor henrique otavio renan wagner wellington
edson gilberto jorge sergio adriano alexandre flavio marcio mauricio renato ricardo rogerio ronaldo sandro valdir
francisca adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia julia
luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz luana rita sonia renata eliane simone cristiane
rosangela raquel tatiane debora catarina matilde mafalda leonor constanca ines joana mafalda sofia carolina filipa
susana teresa graca fatima conceicao lurdes odete otilia thais raissa rayssa yasmin isadora lorena heloisa
lars anders johan erik karl per nils lennart hans goran jan peter mikael fredrik mattias magnus gustav oskar henrik
bjorn stig leif bengt sven gunnar ake kjell rune arne ole knut odd svein tor torbjorn oyvind terje geir morten trond
jens kristian rasmus soren niels jorgen mads mikkel emil kasper jeppe anders kaj preben flemming mogens ulrik
eino antti juhani matti mikko jukka pekka kari timo jari heikki markku tapio ville janne sami petri juha veikko
olavi kalevi eero aleksi onni elias vaino arttu tuomas
annika astrid birgitta britt elin elsa emma eva frida gunilla ingrid ingeborg ebba karin kerstin kristina lena lisbeth
linnea maja malin margareta marie mona moa monika sara siv sofia ulla ulrika viktoria agneta berit bente gro hege heidi
hilde ida ingunn kari kirsten liv marit mette nina randi ragnhild silje sissel solveig tone torill tove turid unni vigdis
dorthe gitte hanne helle inge jette karen kirsten lene lis lone pernille rikke sanne signe susanne tina trine
aino anneli anni eeva eila elina hanna helena irja jaana johanna kaarina kaisa katja katri kirsi laura leena
liisa maarit maija maria marja merja minna mirja niina outi paivi pirjo pirkko raija riikka ritva saara sanna sari satu
seija sirkka sirpa sinikka susanna tarja terhi tiina tuula tuija ulla venla jon gudmundur sigurdur gunnar olafur
einar kristjan magnus stefan johann bjarni arni helgi asta gudrun sigridur helga sigrun ragnheidur thora birna
jakub kacper szymon mateusz filip wojciech adam michal jan stanislaw piotr krzysztof andrzej tomasz pawel marcin
marek grzegorz jerzy tadeusz zbigniew ryszard dariusz henryk mariusz kazimierz rafal robert maciej slawomir jaroslaw
lukasz przemyslaw radoslaw bartosz dawid kamil mikolaj witold zdzislaw boguslaw wieslaw leszek miroslaw czeslaw
malgorzata katarzyna agnieszka barbara ewa krystyna elzbieta zofia teresa magdalena joanna janina monika
danuta jadwiga aleksandra halina irena beata marta dorota helena marianna grazyna jolanta stanislawa iwona bozena
urszula renata sylwia justyna aneta edyta wioletta wieslawa kinga natalia zuzanna oliwia wiktoria weronika paulina
karolina kamila izabela lucyna mariola ludwika aldona
jiri josef petr pavel jaroslav tomas zdenek vaclav frantisek ladislav vojtech ondrej stanislav milan vladimir
lubos radek libor vlastimil bohumil dalibor matej juraj igor miroslav lubomir peter marian jana eva hana lenka katerina
vera alena petra jitka ludmila zdenka jarmila zuzana martina marcela ivana dagmar vlasta bozena libuse radka simona
pavla tereza barbora ivona blanka sona
laszlo istvan jozsef janos zoltan sandor ferenc attila gabor tamas zsolt bela csaba tibor andras imre gyula balazs
krisztian akos balint mate levente bence erzsebet ilona katalin eva anna zsuzsanna margit judit agnes marta julianna
ildiko andrea erika krisztina eniko orsolya timea reka dora eszter boglarka
ion gheorghe vasile nicolae constantin dumitru mihai adrian alexandru andrei bogdan catalin ciprian cristian cosmin
dorin florin gabriel george ionut iulian liviu lucian marian marius octavian ovidiu radu razvan sorin stefan traian
tudor valentin viorel vlad elena ioana mihaela cristina daniela gabriela alexandra andreea ana mirela simona
roxana raluca oana anca bianca carmen corina doina lavinia ligia liliana loredana luminita magdalena mariana nicoleta
otilia rodica ruxandra steliana viorica
ivan georgi dimitar petar nikolay hristo todor stoyan vasil stefan plamen krasimir borislav desislava tsvetelina
nikola marko luka petar zoran dragan goran milan dejan aleksandar vladimir nenad slobodan miroslav branislav bojan
darko zeljko mladen tomislav kresimir ante ivo josip stjepan mirko davor igor hrvoje domagoj jelena milica marija ivana
ana dragana vesna snezana gordana ljiljana svetlana biljana mirjana jasmina sanja tanja nevena katarina mia petra lucija
nikolina andrej matej rok ziga blaz luka nejc anze mojca spela urska
alexei aleksei alexey aleksandr alexandr dmitry dmitri dmitriy sergei sergey andrei andrey mikhail ivan nikolai nikolay
vladimir yuri yury igor oleg boris viktor maxim maksim artem artyom pavel roman anton evgeny evgeni yevgeny konstantin
denis vadim stanislav vyacheslav gennady leonid anatoly valery vitaly ruslan timur ilya kirill fyodor fedor grigory
anastasia anna maria elena olga natalia natalya tatiana tatyana irina svetlana ekaterina yekaterina marina ludmila
lyudmila galina valentina nadezhda lyubov vera yulia yuliya oksana ksenia daria darya alina polina evgenia yevgenia
larisa tamara zinaida nina raisa sofia alla inna oleksandr volodymyr serhiy mykola mykhailo andriy vasyl petro ihor
bohdan taras yaroslav oleksandra kateryna yuliia iryna nataliya halyna
giorgos georgios dimitris dimitrios nikos nikolaos kostas konstantinos yannis ioannis panagiotis christos vasilis
vasileios athanasios spyros evangelos thanasis stavros michalis petros eleni maria aikaterini katerina vasiliki
sofia georgia dimitra konstantina paraskevi ioanna despina anastasia chrysoula evangelia theodora
mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer ramazan halil suleyman abdullah mahmut
recep salih fatih kadir emre hakan burak can cem deniz erkan serkan tolga volkan yasin yilmaz kemal cengiz orhan selim
fatma ayse emine hatice zeynep elif meryem serife sultan hanife merve havva zeliha esra ozlem yasemin hulya sevgi
songul filiz gulsen nurcan pinar tugba busra kubra selin ebru derya melek dilek aysel sibel nesrin gulay
muhammad mohammed mohamed mohammad muhammed ahmed ahmad mahmoud mahmood mustafa hassan hasan hussein hussain ali omar
umar khaled khalid youssef yusuf yousef ibrahim ismail abdul abdullah abdulrahman abdelrahman abdallah karim kareem
tarek tariq samir sami nasser nabil walid waleed faisal fahad sultan saad salman salim saleh rashid rachid bilal
hamza amir ameer anwar adel adil ayman bassam bashar farid farouk fouad ghassan habib hadi haitham hamid hamad hicham
hisham imad imran jamal kamal majid mansour marwan mehdi mounir nizar osama othman qasim ramzi riad rami sayed sharif
tahar taha wael yahya yasser zaid zayd ziad zakaria aisha ayesha amina amira asma bushra dalia dina fatima fatemeh farah
fatma ghada habiba hafsa hala hana hanan huda iman jamila khadija lamia latifa layla leila leyla lina lubna maha malak
mariam maryam mona nadia nadine naima najla noor nour noura rania rasha reem rim rima ruba safia salma samira sana
sawsan shaima soraya suha sumaya wafa yasmin yasmine zahra zainab zaynab zineb reza hossein mehdi mohsen saeed hamid
amir behnam dariush farhad kaveh kourosh masoud navid omid parisa pouya ramin shirin azadeh nasrin niloufar mahsa
rajesh suresh ramesh mahesh rakesh mukesh dinesh ganesh rahul rohit rohan amit sumit ajay vijay sanjay anil sunil
ashok vinod vivek vikram arjun aditya abhishek ankit ankur arun arvind ashish bharat deepak dev gaurav gopal hari
harish hemant karan kiran krishna kumar manish manoj mohit mohan naveen nikhil nitin pankaj pradeep prakash prashant
praveen raghav raj rajiv rajeev raju ravi rishi sachin sandeep sanjeev saurabh shivam siddharth srinivas subhash sudhir
tarun tushar uday varun venkatesh vishal yash yogesh harpreet gurpreet manpreet jaspreet amrit balwinder priya pooja
neha anjali kavita sunita anita geeta gita rekha seema meena reena rina lata usha asha nisha ritu shweta swati
divya deepa deepika aishwarya ananya aarti arti archana bhavna chitra gayatri indira ishita jyoti kajal kamala komal
lakshmi madhuri mamta manisha megha mira nandini neelam nikita padma pallavi payal preeti priyanka radha rashmi rupa
sangeeta sarita savita shalini shreya sita smita sneha sonal sonia sudha sushma tanvi uma vandana vidya aarav vihaan
ishaan reyansh saanvi diya aadhya anika aanya kavya myra farhan imran irfan javed naveed nadeem asif arif kashif
waqas usman zubair shahid sajid rizwan sana saima rabia sadia nazia shazia tahira zara
wei ming jing xiaoming xiaoli xiuying yan fang ying jun jie tao hao yong qiang lei bin peng xin yang xia ping hong hui
juan mei ling hua xiang jianguo jianhua guoqiang zhiqiang weimin yifan zihan haoran yuxuan ziyi zixuan xinyi yuting
mengyao jiayi siyu yichen junjie weijie jiahui xueying liling meiling xiaohong xiaoyan lihua guang feng cheng kai
jia qing rong shan shu ting yue yun zhen zhi zhong ru ruo tian
hiroshi takashi kenji akira satoshi makoto kazuo yuki yuto haruto sota ren riku hinata daiki takumi kenta shota ryo
naoki tetsuya masato hideo kazuki yusuke daisuke koji shinji osamu minoru toshio haruki ichiro jiro saburo taro
yoko keiko kazuko hiroko yumiko tomoko naoko noriko akiko sachiko michiko kumiko ayumi emi haruka yui sakura aoi rin hina
misaki nanami mai asuka chiyo fumiko hanako kaori mariko mayumi megumi miho rei reiko rika risa sayuri shizuko yoshiko
minjun seojun jihoon minho jinwoo hyunwoo sungmin jiho dohyun junho taeyang youngho sunghoon jiwon jiyoung
minji soyeon hyejin eunji yuna sujin minseo seoyeon jimin haeun jisoo eunjung miyoung kyungsoo
nguyen thi van anh minh huong linh thanh hoa lan phuong thao trang tuan hung dung duc quang hieu nam long khanh
thuy ngoc mai hien hang nga quynh yen vy nhung
somchai somsak sunee malee siti nur nurul aisyah budi agus dewi putri wati rini joko bambang eko wahyu yusuf ayu made
wayan ketut fitri rina andi rizal jovelyn maricel rodel danilo reynaldo crisanto
emeka chidi chinedu obinna ikenna ugochukwu chukwuemeka chioma ngozi adaeze amaka ifeoma nneka nkechi oluwaseun
olumide babatunde adebayo ayodele tunde femi kunle segun yetunde folake funmilayo bolanle temitope titilayo kwame
kofi kwabena kwesi yaw ama akua abena adwoa efua akosua nana abdoulaye mamadou ousmane moussa ibrahima cheikh
aminata fatou mariama aissatou khady awa binta thabo sipho themba bongani mandla lungile nomsa thandiwe zanele
nokuthula lerato palesa mpho kagiso tshepo wanjiku wambui njeri kamau mwangi otieno achieng omondi atieno juma baraka
neema zawadi amani tendai tatenda chipo rudo farai
avraham yitzhak yaakov moshe yosef shlomo eitan noam itai amit ariel yonatan uri omer nadav gilad shira tamar noa
yael michal rivka sarit ayelet hadas chaim mordechai menachem dvora chana tzipora
алексей александр дмитрий сергей андрей михаил иван николай владимир юрий игорь олег борис виктор максим артем павел
роман антон евгений константин денис вадим станислав анастасия анна мария елена ольга наталья татьяна ирина светлана
екатерина марина людмила галина валентина надежда любовь вера юлия оксана ксения дарья алина полина
γιωργος γιαννης δημητρης νικος κωστας μαρια ελενη κατερινα σοφια
`;

/** Given names that are words, months, places or brands as well: they count only beside other signs of a name. */
export const AMBIGUOUS_GIVEN_NAMES = `
will mark may april june august rose grace faith hope joy bill art frank grant chase drew guy 
dean earl duke king prince major miles rich rusty sonny sunny summer autumn winter dawn eve gay ginger holly
 jewel lily melody mercy olive patience pearl penny rain river robin rosemary sage sky star
 willow wren clay cliff dale forest heath lane reed rod stone wade woody chance
angel christian jordan israel austin dallas houston madison brooklyn paris london sydney florence georgia
virginia carolina savannah dakota montana phoenix lincoln jackson jefferson washington alexandria
chelsea devon kent pat buck buddy crystal daisy destiny ebony harmony hazel honey liberty misty
noble pierce trinity wills mike bo chad don ford van art sue dot jean kit lee mo pip sol tad gus rex ace blaze
rocky skip chip dusty hunter archer cooper mason tanner taylor carter parker porter spencer turner walker
an van thi long nam dung hung lan mai linh hang nur made eko can deniz sultan melek ama awa nana yaw dev raj hari lata
lei bin ping hong hui hua feng kai jia shan yang ren rin mai rei taro emi ru ting tian cheng ling mei tao jun jie wei
ying fang yan xin amit omer uri noa said page pascal java ada swift julio mercedes lotus siri alexa bing
luz pau nil can ole per odd tor liv jan minna terra mona sol rosa bella 
 alba gaia luna nova regina clemence constant juste prosper
esperanza dolores pilar rosario consuelo remedios soledad amparo concepcion angeles milagros cruz mercedes jesus
santiago salvador valencia lourdes angola india china asia africa kenya chile americus fleur floor roos daan bas
bram mart pim rik till kai bea uta uwe ernst kurt karl lang klein gross adele cap jose juste aime desire
fiscal prudence amber brook brooke 
 alex sydney 
любовь вера надежда роман
`;
