/**
 * Words that are written with a capital where a sentence, a heading or a product begins, and are nobody's name there.
 * Words of a list of names that stand here too count as ambiguous.
 */
export const COMMON_WORDS = `
the a an and or but if then else when while where why how what which who whom whose this that these those there here
i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself himself
herself itself ourselves themselves is am are was were be been being have has had do does did doing done can could shall
should will would may might must ought not no yes ok okay nor so than too very just only also even still yet already
again ever never always often sometimes usually rarely once twice now today tomorrow yesterday tonight soon later
before after during since until till about above across against along among around at behind below beneath beside
besides between beyond by down for from in inside into like near of off on onto out outside over past per through
throughout to toward towards under underneath up upon via with within without all any both each either every few
fewer less least many more most much neither none one two three four five six seven eight nine ten eleven twelve
hundred thousand million billion first second third fourth fifth last next previous other another same such several some
someone somebody something somewhere anyone anybody anything anywhere everyone everybody everything everywhere nobody
nothing nowhere however therefore thus hence moreover furthermore meanwhile otherwise instead although though because
unless whereas whether despite except perhaps maybe please thanks thank sorry welcome hello hi hey dear regards
sincerely best kind warm yours cheers good great nice new old big small large long short high low early late right wrong
left true false open closed free full empty hot cold easy hard fast slow young own able sure ready happy sad fine real
clear important different possible available current recent major minor main general special public private local
national international social human personal medical legal financial economic political final total whole central common
simple single strong weak safe secure average annual monthly weekly daily
time day week month year hour minute second morning afternoon evening night date age life world country state city town
place home house office room building street road address area region district county school college university
hospital clinic bank store shop market company business firm corporation organization organisation agency department
division team group committee board council government court police army church
person people man men woman women child children boy girl baby family mother father mom dad parent parents son daughter
brother sister wife husband uncle aunt cousin friend friends neighbor neighbour colleague boss manager director
president chairman officer employee employer worker staff member customer client user patient doctor nurse teacher student
professor engineer developer designer analyst consultant lawyer attorney accountant agent assistant secretary
administrator author editor writer reporter driver owner buyer seller tenant landlord guest visitor applicant
candidate recipient sender contact
name names first last middle full email e mail phone telephone mobile cell fax number no code id identification
password username login account card credit debit payment invoice order receipt balance amount price cost fee rate
tax income salary money dollar euro pound cash check cheque transfer deposit loan mortgage insurance policy claim
contract agreement document file form letter message note report page section chapter part article book paper
project plan program programme process system service services product products support help information info data
database server client network computer laptop software hardware website site web internet online app application
version update release feature issue bug fix test case example question answer problem solution result results
error warning status request response job task work meeting call conference event party travel trip flight
hotel ticket booking reservation delivery shipping package parcel tracking item quantity size color colour type
model brand category list table figure chart image picture photo video music film movie game sport food water air
fire earth sun moon star car bus train plane ship boat bike road health care treatment therapy surgery
disease diagnosis symptom symptoms pain medication drug dose allergy allergies blood heart brain lung skin eye test
history notes summary overview introduction background conclusion abstract discussion methods references appendix
attached enclosed following regarding subject re fwd fw cc bcc sent received reply forward from to date
add allow ask apply begin bring build buy call cancel change check choose click close come complete confirm
consider continue copy create cut decide delete describe do download drive eat edit email enable ensure enter
explain fill find finish follow forget get give go have hear help hold include install keep know learn leave let
listen live look lose love make mean meet move need note offer open order pay pick play prepare press provide pull
push put read receive record reduce remember remove repeat replace report request require return review run save say see
select send set share show sign sit sleep speak spend stand start stay stop submit suggest take talk teach tell
think try turn type understand update upload use verify view visit wait walk want watch wear wish write
said says told asked called named based made used given taken found known seen born located
accepted according active additional alert alternative analysis approved assessment assigned attention
benefits billing bonus budget building campaign cause center centre certificate challenge chance character charge
choice class clause clean code comment comments communication community comparison complaint conditions
confidential configuration confirmation connection consent context control copyright core cover created creation crew
culture custom cycle deal death debt decision default defense degree demand deputy design desk detail details
development device dinner direction discount display distance domain draft duty economy education effect effort
election emergency energy entry environment equipment estate evidence exchange executive expense expert external
facility factor failure faith fall fault field finance floor focus force foreign forest format foundation freedom
function fund future gas gift global goal grade grant green ground growth guard guide half hand head heat height hill
holiday hope host ideal identity image impact incident index industry initial input inquiry inside internal interview
investment joint journal joy judge justice key kitchen land language law lead leader league level library license
licence light limit line link list load location log loss lunch machine magazine management manual map mark master
match material matter maximum media medicine memory menu method minimum ministry mission mode moment motion
nature notice object objective operation operations option options original output owner park partner parties party
password past path pattern peace performance period permission phase piece pilot point position post power practice
press pressure price pride primary prime principal print prior priority privacy profile profit progress proof property
proposal protection protocol purchase purpose quality quarter queue race range rank rate reason reference register
registration regular relation remote rental repair research reserve resource response rest return revenue reward rich
risk river rock role root rose route rule safety sale sales sample scale schedule science scope score screen
script search season seat secret sector security segment selection senior series session shape sheet shift signal
signature skills source south north east west space speech speed spring stage standard statement station step
stock stone storage story strategy stream strength stress structure study style success summer winter autumn supply
surface survey switch symbol target technical technology template term terms text theory thread threat title token
tool tools topic total touch tour track trade trading traffic training transaction transport trust truth union unit
unique unknown upper value vehicle vendor venue victim village vision voice volume vote wage warranty waste weather
weight wind window wonder word words yard zone
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december christmas easter
english french german spanish italian dutch portuguese russian chinese japanese korean arabic american british european
african asian indian canadian mexican australian latin greek turkish polish swedish norwegian danish finnish irish
scottish christian muslim jewish catholic hindu
google amazon microsoft apple facebook meta twitter linkedin instagram whatsapp netflix oracle ibm intel cisco adobe
salesforce tesla toyota honda ford bmw mercedes volkswagen audi nike adidas samsung sony nokia huawei siemens bosch
bayer nestle unilever walmart target costco starbucks mcdonalds paypal visa mastercard amex stripe uber lyft airbnb
spotify zoom slack github gitlab docker kubernetes linux windows android ubuntu debian python java javascript typescript
node react angular vue redis postgres mysql mongodb kafka jenkins jira excel word outlook teams chrome firefox safari
iphone ipad macbook playstation xbox boeing airbus pfizer moderna citibank barclays hsbc santander deutsche lufthansa
fedex ups dhl usps wikipedia youtube gmail yahoo covid api url http https json xml yaml sql html css pdf csv ceo cto cfo
coo hr it usa uk eu un nato nasa fbi cia irs gdpr hipaa pci iso vat llc inc ltd gmbh sa ag plc corp bot admin root
todo fixme coca cola pepsi null undefined void return const let var function class import export default async await public static
select insert into values update where join group limit create table index primary foreign key not unique
monsieur madame bonjour merci objet cordialement veuillez votre notre vos nos cette ce ces cet le la les un une des du
de et ou mais donc car ni que qui quoi dont il elle nous vous ils elles je tu mon ma mes ton ta tes son sa ses leur
leurs dans sur sous avec sans pour par chez vers entre apres avant pendant depuis est sont suis etes etre avoir fait
tout tous toute toutes bien tres plus moins aussi encore deja ici voici voila comment quand pourquoi client dossier
facture commande compte carte numero nom prenom adresse ville societe entreprise service directeur directrice
der die das den dem des ein eine einer eines einem einen und oder aber wenn weil dass ob als wie wo wer was wann warum
ich du er sie es wir ihr mein meine dein deine sein seine unser unsere euer ihre ihrer ihren nicht kein keine auch nur noch schon
sehr mehr hier dort heute morgen gestern bitte danke hallo guten tag liebe lieber mit ohne fur von vom zu zum zur
bei beim nach vor seit bis durch gegen um uber unter zwischen auf aus an am im in ins ist sind war waren wird werden
wurde haben hat hatte kann konnen muss soll kunde kundin rechnung bestellung konto karte nummer firma unternehmen
herr herrn frau betreff anrede vorname nachname geburtsdatum anschrift telefon stadt land strasse termin vertrag antrag
bescheid versicherung kundennummer patient patientin arzt klinik krankenhaus behandlung grusse freundlichen
mitarbeiter mitarbeiterin leiter leiterin abteilung gesellschaft bank filiale auftrag lieferung zahlung betrag datum
el los las una unos unas y o pero si porque como cuando donde quien cual cuyo yo tu usted ustedes nosotros ellos ellas
mi mis su sus nuestro nuestra este esta estos estas ese esa eso aquel con sin para por desde hasta entre sobre tras
segun es son era fue ser estar tiene haber muy mas menos tambien ya aun aqui alli hoy manana ayer gracias hola
estimado estimada buenos buenas dias tardes senor senora cliente factura pedido cuenta tarjeta numero nombre apellido
direccion ciudad empresa servicio contrato paciente medico hospital
il lo gli i uno e ma se perche come quando dove chi quale io lui lei noi voi loro mio mia tuo tua suo sua nostro
vostro questo questa questi queste quello quella con senza per da tra fra sopra sotto dopo prima sono sei siamo era
stato ha ho hanno molto piu meno anche gia qui oggi domani ieri grazie ciao buongiorno gentile egregio signore
signora cliente fattura ordine conto carta numero nome cognome indirizzo citta societa azienda servizio contratto paziente
de het een en of maar als omdat dat die dit deze wie wat waar wanneer hoe ik jij hij zij wij jullie mijn jouw zijn haar
ons onze hun met zonder voor van naar tot bij uit over onder tussen tegen is was waren wordt heeft hebben kan moet zal
niet geen ook nog al zeer meer hier daar vandaag morgen gisteren bedankt hallo beste geachte heer mevrouw klant
factuur bestelling rekening kaart nummer naam voornaam achternaam adres stad bedrijf dienst contract patient
o os as um uma uns umas mas porque quando onde quem qual eu ele ela nos vos eles elas meu minha teu tua seu sua
nosso nossa isto isso aquilo com sem para por ate entre sobre apos antes sao foi ser estar tem muito mais menos
tambem ja aqui ali hoje amanha ontem obrigado obrigada ola bom boa prezado prezada senhor senhora cliente fatura pedido
conta cartao numero nome apelido endereco cidade empresa servico contrato paciente medico
`;

export const ARTICLES =
  'the der die das le la les el il lo de het o a an un une eine ein una los las gli den dem';
