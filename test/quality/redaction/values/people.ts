import type { Random } from './random.ts';

/** Which names, streets and cities are drawn: those of the tuning set or those kept apart from it. */
export type Part = 'tuning' | 'held-out';

const FULL: Readonly<Record<Part, readonly string[]>> = {
  tuning:
    `Alice Carter|John O'Brien|Maria Garcia|Wei Zhang|Fatima Al-Sayed|Jürgen Müller|Anna Kowalska|Pierre Dubois
    |Giulia Rossi|Lars Andersson|Sanne de Vries|João Silva|Priya Sharma|Kenji Tanaka|Min-jun Kim|Nguyen Van Anh
    |Olga Petrova|Chinedu Okafor|Thabo Nkosi|Elif Yilmaz|Mohammed Hassan|Katarzyna Nowak|Emily Rose Thompson
    |Robert J. Miller|Mary-Ann Evans|Carlos Hernández López|Ana Sofía Ramírez|Hans-Peter Schmidt|Sofie van den Berg
    |Liam McAllister|Siobhán Kelleher|Beatriz Fonseca Prado|Ingrid Bergström|Mikko Virtanen|Zsófia Horváth
    |Dimitrios Papadopoulos|Yusuf Demir|David Cohen|Noa Levi|Charlotte Durand|Lukas Zimmermann|Björn Lindqvist
    |Hannah Becker|Ricardo Gómez|Grace Adeyemi|Daniel Kim|Rachel Green|Will Turner|Mark Brown|April Jones|Rose Walker
    |Tom Hardy-Jones|Aisha Khan|Rajesh Kumar Patel|Svetlana Ivanova|Marek Svoboda|Ionela Popescu|Peter Gruber
    |Kwame Mensah|Ayumi Sato|Tyler Brooks|Brittany Cox|Shaniqua Jefferson|Dwayne Lambert|Melissa Hunt|Ethan Ross
    |Barnaby Thistlewood|Philippa Cholmondeley|Ignatius Quarshie|Temperance Holloway|Aoibheann Geraghty|Rhodri Gethin
    |Wolfram Stahlhut|Heidemarie Kreuzer|Ekkehard von Wietersheim|Clothilde Vauquelin|Amaury de Brissac|Maëlys Trévidic
    |Zenobia Carandini|Fiorenza Malaspina|Eufemia Zorzi|Nicanor Bustamante|Itziar Olabarria|Amancio Trujillano
    |Gerbrand Hoekzema|Fenna Oosterhuis|Hermínia Quadros|Zulmira Bettencourt|Ragnvald Hestnes|Tuuli Pakarinen
    |Przemysława Dudziak|Zbyněk Hrubeš|Csilla Benedek|Horațiu Vlăsceanu|Vesselin Topalov|Anahit Sarkisyan|Lasha Gelashvili
    |Bakhyt Nurlanov|Dilnoza Yuldasheva|Kamalakshi Subbaraman|Tanmay Deshmukh|Harleen Kalra|Rukhsana Bhutta|Tharindu Wijesekara
    |Zhuang Yiran|Cai Mingzhe|Shunsuke Morikawa|Noh Eun-ji|Dao Thi Bich|Wirat Suksawat|Kartika Hadiwinata|Makoa Kealoha
    |Abiodun Fashola|Ebele Nwachukwu|Nana Kwaku Ofori|Sithembile Mahlangu|Tsegaye Bekele|Jelani Wekesa|Rana Haddadin
    |Ghassan Abu Tayeh|Shahrzad Golestani|Oren Zilberman|Tzvia Mandelbaum|Kaimana Tupou|Delroy Pinnock|Yanique Forrester`
      .split('|')
      .map((name) => name.trim()),
  'held-out':
    `Braxton Ottley|Imogen Featherstone|Cornelius Vandermolen|Xochitl Villaseñor|Oluwadamilare Akinwande
    |Thandeka Mabuza|Henrietta Quistgaard|Ewoud Terpstra|Milou Hoogland|Aurélien Castaing|Bérengère Pommier
    |Gottfried Achterberg|Annegret Dünnebier|Ottavia Bevilacqua|Gennaro Sciarra|Iratxe Etxebarria|Rosalía Peñaranda
    |Tomé Vasconcelos|Filipa Quintela|Agnieszka Brzozowska|Radosław Gąsior|Vendula Šimková|Bartłomiej Kubiak
    |Ludvig Hammarskog|Solveig Tangen|Torkel Aasen|Eeva-Liisa Kettunen|Gülşah Akyüz|Serhat Özgür|Farrukh Mirzaev
    |Nilufar Rashidova|Parvati Ramanujan|Siddhartha Basu|Jaswinder Brar|Hyun-woo Gwak|Satomi Kurokawa|Xu Meiyan
    |Ouyang Ruolan|Pham Quoc Bao|Thitirat Chaiyasit|Bayu Pradana|Tigist Haile|Abebe Wolde|Wangari Muthoni
    |Zebulon Kirkwood|Marguerite Delacourt|Clancy Rutherglen|Deirdre Mulcahy|Fionnuala Ó Súilleabháin|Angus Dalrymple
    |Earl Whitcomb|Dawn Hollister|Chase Pemberton|Heather Vance|Jasper Colley|Wilhelmina van der Hoeven
    |Marisol de la Fuente|Raj Venkatesan|Petra Novotná|Sorin Dragomirescu|Stoyanka Hristova|Leontine Baptiste
    |Kiyoshi Nakanishi|Amina Wako|Boris Yelchenko|Oksana Hrytsenko|Paul Nduka|Jerome K. Applewhite|Tamsin Oyelaran
    |Yaw Boadu|Nathaniel B. Crosswell|Luz Elena Monsalve|Davide Lo Presti|Eleni Karagianni|Micheál Breathnach
    |Kimberly Sizemore|Dustin Hargrove|Latasha Broadnax|Cody Lindholm|Meredith Applegate|Kirk Valdes|Janelle Stroud`
      .split('|')
      .map((name) => name.trim()),
};
const DOMAINS: Readonly<Record<Part, readonly string[]>> = {
  tuning: [
    'example.com',
    'example.org',
    'mail.example.co.uk',
    'firma-beispiel.de',
    'correo.example.es',
    'gmx.example',
  ],
  'held-out': [
    'northwind.test',
    'uni-sample.ac.uk',
    'posta.example.it',
    'web.sample.fr',
    'acme-corp.example.io',
    'my.sub.example.nl',
  ],
};

function fullName(random: Random, part: Part): string {
  return random.pick(FULL[part]);
}

function givenName(random: Random, part: Part): string {
  return fullName(random, part).split(' ')[0] as string;
}

/** A family name with its particles. */
function familyName(random: Random, part: Part): string {
  const [, ...rest] = fullName(random, part)
    .split(' ')
    .filter((word) => !/^\p{L}\.$/u.test(word));
  return rest.slice(rest.findIndex((word) => /^(van|de|Al|Lo|Ó)/.test(word)) >= 0 ? 0 : -1).join(' ');
}

function email(random: Random, part: Part): string {
  const plain = fullName(random, part)
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .split(' ');
  const [first = 'x', last = 'y'] = [plain[0], plain.at(-1)];
  const local = random.pick([
    `${first}.${last}`,
    `${first[0]}${last}`,
    `${first}_${last}${random.below(99)}`,
    `${first}+news`,
    `${last}.${first}`,
  ]);
  const written = `${local}@${random.pick(DOMAINS[part])}`;
  return random.below(8) === 0 ? written.toUpperCase() : written;
}

function userName(random: Random, part: Part): string {
  const plain = fullName(random, part)
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .split(' ');
  return random.pick([
    `${plain[0]}_${plain.at(-1)}`,
    `${plain[0]?.[0]}${plain.at(-1)}`,
    `${plain[0]}${random.fill('##')}`,
    `${plain.at(-1)}.${plain[0]}`,
  ]);
}

/** What people are called and reached by, by slot. */
export const PEOPLE = {
  name: fullName,
  given: givenName,
  surname: familyName,
  email,
  user: userName,
} as const;
