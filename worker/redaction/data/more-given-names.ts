/** Further given names of English-speaking countries, by when they were in fashion, without accents. */
export const MORE_GIVEN_NAMES = `
max jay ray lance glen victor ruby iris ivy jade jasmine violet rita stella vera gloria julia eva lea ana ali ida kari sari
carol heather rob gene kim kelly marc levi camille dominique constance celeste bianca aurora viola marina alexandra victoria
ethel bertha edna gertrude bessie myrtle elsie edith blanche agatha mabel fannie maude beulah effie hester ada henrietta
lottie mattie nettie ollie etta cora della estelle viola hilda thelma velma verna wilma opal irma inez leona
elmer chester clyde floyd luther homer edgar edwin alvin melvin earnest horace rufus otis wilbur roscoe virgil irving morris
milton cecil rudolph sylvester emmett orville delbert wendell elbert grover lester
gwendolyn phyllis lois lorene juanita jeanne norma marian maxine geraldine bernice eunice lucille pauline roberta
rosalie rosalind marjorie muriel constance eloise myrna arlene darlene marlene charlene joanna jeanette annette
clifford leroy vernon herman clinton gilbert wallace marvin dwight duane gene glen lyle merle wayne darrell darryl
rodney terrance terrence reginald dale roland ramona loretta lynette paulette jeannie deanna dianne janis marcia
gary randall rick rickey ricky dwayne jerome jimmie johnnie bradley bryan brent brett byron dana darin darrin darius
dexter devin dominic dominick elliot elliott emanuel emmanuel fidel forrest garrett garth gavin geoff giles graeme grayson
felipe fabian ezra ezekiel eli elias emerson enrique asher atticus ari axel beau bennett boyd bryce bryson braden brady
braxton brayden brendan brennan brock brody bryant caden callan calvin camden cameron carl carlton carson casper cash cassius
cedric chance chad clayton cole colby colt colton conrad corbin cornelius crosby cyrus dalton damian damon dane dante darnell
davis dawson deandre declan denzel desmond dillon donovan donnell dorian drake dwain easton edison eldon elliot ellis emil
emory ephraim ernie everett ezra finnegan fitzgerald fletcher flynn franklin garrison gideon graham grady griffin gunner hal
harlan harley harris harrison harvey hayden heath hector hendrix hollis holden houston hudson ignatius irvin isaiah isaias
ivan jabari jace jaden jairo jaime jalen jamar jamison jared jarrett jarrod jarvis jasper javon jax jaxon jaxson jayce jayson
jedidiah jeffery jefferson jensen jeremiah jericho jett josiah josue jovani judah judd jude judson junior kai kaden kane
keaton keegan keenan kelvin kendrick kenton kendall kiefer kieran kingston kip kirk kirby knox kody korey kristopher kurtis
kyler kyrie lamar lamont landen landon langston leland lennox leon leonel lincoln lionel lorenzo luciano luca mack maddox
malakai malachi malik marcel marcellus marlon marques marquis mateo mathias mauricio maverick maximus messiah micah milan miles
milo misael mitchell mohammad monte monroe moses myles nasir nash nathanael nathanial neal nehemiah nestor niko nico nixon noel
nolan octavio odin orion orlando otto pablo paxton percy pierce preston quincy quentin quinton raphael rashad rashawn
reese reid remy rene rhett rhys rhodes ricardo roderick rodolfo rohan roland rolando roman romeo ronan rowan royce rudy ryder
ryker rylan ryland sawyer scottie sebastian shaun shawn shelton sheldon silas simeon skyler sonny stefan sterling stetson
sullivan tate terence thaddeus titus tobias toby tomas trace travon tremayne trent trenton trevon trey tripp tristan truman tucker
tyree tyson ulysses uriel valentino vance vaughn von wade walker ward waylon wes wesley weston wilbert willard winston
woodrow xander yahir zander zane zayden zayn zechariah zeke zion
adalyn adalynn addie adelaide adeline adelyn aileen ainsley alaina alana alani alayna aleah alejandra alena alexa alexandria
alexia alia aliana alina alisha alison alissa alivia aliyah allie allison allyson alma althea alyssa amaya amelie america ami
anahi anastasia anaya angel angelica angelina angeline angie aniyah annabel annabella annabelle annalise anneliese
annemarie antoinette anya april arabella araceli ariana arianna ariel ariella ariyah arlette armani ashlee ashlyn ashlynn
asia astrid athena aubree aubrie aubrielle augusta autumn ayana ayanna ayla azalea azaria bailey beatrix becca belinda
bernadette bernadine bertie bethany betsy bettina bettie beverley birdie bobbie brandi brandie brandy breanna brenna bria
briana brianne bridgette bridgett brielle brinley bristol britney brittney bronwyn brylee brynlee bryn cadence caitlin caitlyn
callista camryn candace candice candy cara carina carissa carley carlotta carlene carlie carmella carson casey cassidy catalina
cecile celeste celia celina chandra chanel charity charlee charleigh charmaine chasity chaya chelsie cherie cheri cherish
cheyenne chiquita christa christian christie christi christy clarissa claudette claudia colleen cordelia corinne cortney cristal
crystal dahlia dakota dana daniela daniella danica danna daphne darcy dayana dawn deana deann deanne debora debbi deena deirdre
deidre delaney delia delilah della delores deloris demi desiree dina dixie dolly dominique dora doreen dorothea dottie earnestine
easter eden edwina eileen elaina elaine eliana elisha elisabeth eliza ellison elora eloise elyse elyssa ember emely emerie
emersyn emilia emmalyn ericka erika ernestine esme esmeralda estella estrella eugenia eunice eva evangeline evelynn everleigh
everly evette ezra fallon fay faye felicity fern flora florence frankie freda freida gabriela gabriella genesis genevieve georgette
georgia georgiana gianna gillian ginger giselle gladys glenda glenna gracelyn gracie greta gretchen guinevere gwyneth
hadley hailey haisley haley halle hallie hana harlow harmony harper haven hayden haylee hayley heaven helena henley hilary hillary
holland hollie holly hope imani ina indigo ingrid ira iris isabela itzel izabella jacey jackie jaclyn jacquelyn jada jade jaelynn
jamila jana janae janelle janell janessa janette janiyah jannie jaqueline jaycee jayda jayla jaylah jazlyn jazmin jazmine jeannine
jemma jemima jenifer jennie jeri jerri jerry jessa jewel jillian jimena joann jocelynn jodi joelle johanna johnnie joleen jolene
joni jordyn josefina josephina journee joselyn jovie joy juanita judi julianna julianne juliana juliette juliana june juniper kacey
kaia kailani kailey kaitlin kaitlyn kaitlynn kaleigh kali kaliyah kamryn kara karina karissa karla karyn kassandra katelyn kathi
kathie kathrine katlyn katrina kaydence kaylee kayleigh kaylin kaylynn keely kehlani keila kelli kellie kendra kenia kenna kennedy
kenya kenzie kerri kerry khloe kiana kiara kiera kierra kiersten kimber kimora kinley kinsley kira kirstie krista kristal kristi
kristie kristine kristy krystle kyla kylee kyleigh kylie kyra laila lainey lana laney laraine larissa latasha latisha latonya latrice
laurel lauretta laurie lauryn lavonne lawanda layla leandra leann leanna leigh leilani lela leona leonora leslie leta letitia
lexie liana liberty lila lilah lilian liliana lilith lilliana lilyana lina lindsay lindsey linsey livia liz lizbeth logan lois lolita
londyn lora loraine lorelai lorelei loren lorene lori lorie lorna lorrie lourdes luann lucia luciana lucila lucinda luella luna lyla
lynda lynette lyric mackenzie macie macy maddie madelyn madelynn madilyn madisyn maia maisie makayla makenna makenzie malaysia
malia malinda mallory mara maranda marci marcie marcella margarita margery margie margo margret mariah mariam mariana marianne
maribel maricela mariela marietta marina marisa marisol marissa maritza marla marlee marley marlo marsha marta martina marva maryann
maryanne maryellen marylou mavis maya mayra mckayla mckenna mckenzie mckinley meadow meagan meaghan mckinley melania melany melba
melina melinda melisa mellisa melody mercy meryl mia micaela michaela mikaela mikayla mila mildred milena millicent mina mira
mireya misty mitzi moira monika monique monserrat muriel mya myah myla myra myrna nadia nadine nadya nalani nanette nataly natalia
natalya nathalia nathalie nayeli nell nelly neva nevaeh nia nichole nicki nicolette nikki noelle noemi nola nona nova nyla oakley octavia
odessa ola ophelia oriana paislee paisley paloma pansy paris parker patience patrice patsy pattie paulette payton penny perla persephone
petunia peyton phebe piper portia presley princess priscilla prudence queenie quiana raegan raelynn raina ramona randi raquel raven
rayna reagan reanna reba rebekah reese regan reina remi renata rena rhea rhiannon rhoda ricki rihanna riley rita robbie robbin robyn
rochelle rocio rosalee rosalia rosalyn rosanna rosanne roseann rosella roselyn roseanne rosetta rosita roslyn rowena roxana roxie royalty
rubi ruthanne ryan ryann rylee ryleigh rylie sadie saige salma samara samira sandi sanai saniyah sariah sasha saundra savanna sawyer
scarlett scarlet selah selene selina serena serenity shana shanda shania shanna shantel shari sharla sharlene sharron shauna shawna
shayla shayna shea sheena shelia shelley shelly sheri sherri sherrie sherry sherrill sheryl shiloh shyanne sierra simone skye skylar
skyla sloane socorro sondra sonja sonya sophie staci stacey stacie stacy stefanie stephany stevie sue-ann suri susana susanna susannah susie
suzette sybil sydnee sydney sylvie tabatha talia tamar tameka tami tamika tammi tammie tania taniya taryn tasha tatiana tatum tatyana
teagan teddi temperance teri terra terri terrie tess thalia thea theodora theresia tia tiana tiara tiffani tonia tonya tonja tori
tracie treva tricia trina trinity trish trisha trista tyra una ursula valarie valencia valentina valery vada velvet venus vera verna vicki
vickie vilma violeta vivienne vonda waverly wendi whitney wilhelmina willa willow wilma winnie wynonna ximena yadira yareli yaretzi
yasmin yazmin yesenia yoselin yolonda yvette zaniyah zara zaria zariah zelda zelma zoie zora zuri
`;
