/** Words within and before names. */
export const PARTICLES = `van von de der den del della di da dos das do du des la le lo ten ter te af al el bin ibn bint
  ben abu zu zum zur st saint mac mc san santa d l o delle dei degli dal dalla vander vande`;

export const TITLES = `mr mrs ms miss mx dr prof professor doctor sir madam lord lady dame rev reverend father sister
  brother captain capt lt lieutenant sgt sergeant col colonel gen general maj cpl officer detective inspector judge justice
  senator sen representative congressman congresswoman governor gov president chancellor minister ambassador hon
  honourable honorable esq pastor rabbi imam sheikh nurse coach master mister missus aunt auntie uncle grandma grandpa
  herr frau herrn fraulein hr fr dipl ing mag monsieur madame mademoiselle m mme mlle mm maitre me docteur
  senor senora senorita sr sra srta don dona dr_ dra licenciado lic ingeniero signor signora signorina sig sig_ra dott
  dottor dottoressa dott_ssa avv ing geom rag meneer mevrouw mijnheer dhr mevr mw drs jonkheer senhor senhora menina
  exma doutor doutora eng enga pan pani panu panie bay bayan sayin san_ sama kun chan shri smt sri
  herra rouva fru gospodin gospozha господин госпожа kyrios kyria inz mgr bc judr mudr`;

/** Of the titles, those that are everyday words, relations or names as well. */
export const WEAK_TITLES = `father sister brother aunt uncle general gen major maj judge justice president minister governor
  gov chancellor ambassador senator sen representative rep congressman congresswoman coach master captain capt colonel col
  sergeant lieutenant detective inspector officer corporal cpl don dona me mm rag geom bay bayan pan pani lord lady dame sir sri lic
  ing eng mag sama kun chan sig sayin menina docteur nurse pastor rabbi imam sheikh hon m`;
