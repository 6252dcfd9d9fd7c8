/** Further everyday words that headings, names of products and of places write with a capital. */
export const HEADING_WORDS = `
solid oak steel iron copper leather sofa organic wireless noise cancelling headphones stainless kettle cotton bath towel
bookcase hiking boots digital alarm clock trail running golden silver bronze platinum diamond crystal ultra pro plus max mini
lite premium deluxe classic standard elite essential smart dark bright light heavy soft mild wild deep shallow wide narrow
tall tiny giant mega super hyper micro nano macro meta auto electric electronic mechanical automatic manual portable
foldable adjustable waterproof outdoor indoor kitchen garden bedroom bathroom furniture table chair desk lamp mirror shelf
carpet curtain blanket pillow mattress wardrobe cabinet drawer oven fridge freezer dishwasher toaster blender mixer pan
pot knife fork spoon plate bowl cup glass bottle jar coffee tea juice milk butter cheese bread rice pasta soup salad sauce sugar
salt pepper honey chocolate cookie cake pie candy fruit vegetable apple orange banana lemon grape berry tomato potato onion
garlic carrot bean corn wheat flour egg beef pork chicken turkey lamb fish salmon tuna shrimp
shirt jacket coat dress skirt pants jeans shorts socks shoes boots sandals hat cap gloves scarf belt bag wallet watch
ring necklace bracelet earrings camera tablet printer scanner keyboard mouse monitor speaker charger cable battery
adapter router modem sensor drone robot engine motor turbine pump valve filter tank pipe wire switch socket
tire wheel brake window door roof wall floor ceiling stairs garage basement attic balcony fence
visual studio explorer navigator browser editor player viewer builder maker reader writer scanner designer creator
settings options preferences dashboard panel console terminal command palette toolbar sidebar header footer layout
grid column row cell field button label icon badge banner card modal dialog popup tooltip tab slider toggle checkbox
dropdown input output upload download import export backup restore sync archive trash folder directory storage cloud
virtual machine container cluster node pod instance region zone gateway proxy cache queue worker scheduler
endpoint webhook callback handler listener observer factory adapter bridge facade singleton iterator generator
parser compiler interpreter debugger linter formatter bundler loader plugin extension module package library framework
platform runtime kernel driver firmware bios registry repository branch commit merge pull push fork clone release tag
pipeline stage deploy deployment rollback rollout canary staging production sandbox preview beta alpha
artificial intelligence machine learning neural network language model vision robotics quantum computing blockchain
crypto currency token coin wallet mining exchange ledger contract
venture capital equity asset portfolio hedge mutual bond stock option futures dividend yield inflation recession
quarter fiscal annual interim audit auditor compliance governance ethics diversity inclusion sustainability climate
carbon emission renewable solar wind hydro nuclear coal oil petroleum gasoline diesel
supreme federal royal imperial national state district superior appeals tribunal parliament congress senate assembly
cabinet embassy consulate treaty constitution amendment bill statute regulation ordinance decree mandate
liberal conservative democrat democratic republican labour green socialist communist independent alliance union coalition
world cup olympic games champions premier league final semifinal match season playoff tournament stadium arena
football soccer basketball baseball hockey tennis golf cricket rugby volleyball swimming cycling skiing boxing
marathon sprint relay medal trophy goalkeeper striker midfielder defender quarterback pitcher umpire referee
orchestra symphony concerto opera ballet jazz rock blues country folk hip hop rap metal punk soul gospel album single
band singer guitarist drummer pianist violinist conductor composer producer actor actress comedy drama thriller horror
romance fantasy documentary episode sequel trilogy novel poem poetry essay biography memoir fiction
ancient medieval modern contemporary classical gothic baroque renaissance victorian colonial revolution empire dynasty
kingdom republic confederation federation commonwealth
great grand upper lower inner outer middle northern southern eastern western central coastal rural urban metropolitan
north south east west pacific atlantic indian arctic antarctic mediterranean caribbean baltic balkan alpine
everest himalaya sahara amazon nile danube rhine thames mississippi rockies alps andes
reef canyon desert savanna jungle rainforest swamp marsh delta gulf strait canal channel harbour harbor port coast
cathedral temple mosque synagogue monastery abbey castle palace fortress tower gate monument memorial statue fountain
gallery theatre cinema library archive zoo aquarium circus fair carnival
storm warning hurricane tornado earthquake flood drought wildfire blizzard thunder lightning
covid influenza virus vaccine pandemic epidemic infection bacteria cancer diabetes asthma hypertension pneumonia stroke
dementia depression anxiety obesity fracture arthritis migraine ulcer anemia sepsis
aspirin ibuprofen paracetamol insulin penicillin amoxicillin metformin antibiotic vitamin protein enzyme hormone gene
genome cell tissue organ muscle bone nerve spine liver kidney stomach
physics chemistry biology mathematics algebra geometry calculus statistics astronomy geology geography history
philosophy psychology sociology anthropology linguistics economics engineering architecture
north_star morning_star red_cross blue red yellow purple orange pink brown grey gray black white silver gold
merry easter thanksgiving halloween ramadan hanukkah diwali lunar new valentine independence
reading writing listening speaking running walking cooking cleaning shopping working living learning teaching
building planning testing training funding banking lending trading marketing advertising pricing billing accounting
engineering manufacturing shipping packaging mining farming fishing hunting gaming betting streaming
getting started quick start advanced basic beginner intermediate expert tutorial guide handbook manual reference
frequently asked questions terms conditions policy disclaimer copyright trademark rights reserved liability limitation
governing acts force majeure events warranties indemnification severability waiver termination confidentiality
hereby whereas witness hereto hereof herein thereof parties undersigned
best regards happy birthday congratulations farewell goodbye cheers
tripadvisor booking expedia ebay alibaba tencent baidu xiaomi lenovo dell hewlett packard asus acer nvidia amd qualcomm
broadcom micron vmware citrix redhat suse fedora mozilla opera brave duckduckgo telegram signal viber snapchat tiktok
pinterest reddit quora medium substack notion trello asana miro figma canva dropbox evernote shopify squarespace wix
wordpress drupal joomla magento hubspot mailchimp twilio sendgrid zendesk intercom datadog splunk grafana prometheus
terraform ansible puppet chef vagrant kibana elastic elasticsearch logstash cassandra couchbase neo4j sqlite mariadb
snowflake databricks tableau looker airflow spark hadoop hive flink storm rabbitmq nginx apache tomcat jetty gunicorn
django flask rails laravel symfony spring hibernate nest express fastify svelte ember backbone webpack rollup vite babel
eslint prettier jest mocha cypress playwright selenium puppeteer cucumber junit pytest
chevrolet cadillac chrysler dodge jeep subaru mazda nissan lexus hyundai kia porsche ferrari lamborghini maserati bentley
jaguar rover vauxhall opel skoda seat fiat lancia suzuki yamaha kawasaki ducati harley
gucci prada chanel dior hermes rolex omega cartier zara uniqlo primark lidl aldi tesco sainsbury rewe edeka spar metro
nescafe nutella lego barbie playmobil nintendo sega atari
`;
