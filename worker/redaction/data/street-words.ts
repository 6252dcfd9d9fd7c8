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
