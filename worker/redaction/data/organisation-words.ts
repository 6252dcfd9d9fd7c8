/** Proper names of no person: they end or forbid a person's name. */
export const ORGANISATION_WORDS = `inc incorporated ltd limited llc llp plc corp corporation company co gmbh ag kg ohg ug
  eg ev sa sarl sas sasu eurl srl spa sl slu bv nv vof bvba ab oy as aps asa lda ltda eireli pty pte group holding holdings
  university universitat universite universidad universidade universita universiteit college school academy institute
  hospital clinic church bank foundation association society airlines airways hotel museum stadium airport station press
  news times post journal magazine records studios pictures entertainment motors industries partners solutions systems
  technologies technology labs laboratories pharmaceuticals consulting logistics insurance energy capital ventures
  ministry department committee council party league club fc united city_council county district river lake mountain
  mountains valley island islands beach bay ocean sea bridge tower building center centre mall theater theatre theorem
  syndrome disease law act prize award cup championship tournament festival day award algorithm method effect scale
  goldman_sachs morgan_stanley merrill_lynch wells_fargo jp_morgan rolls_royce harley_davidson louis_vuitton hugo_boss
  ralph_lauren calvin_klein tommy_hilfiger charles_schwab mckinsey deloitte kpmg pricewaterhousecoopers bain accenture
  capgemini allianz siemens thyssenkrupp lufthansa carrefour danone renault peugeot citroen michelin barilla pirelli
  philips heineken ikea ericsson volvo saab nestle novartis roche mitsubishi hitachi panasonic toshiba hyundai lockheed_martin
  dow_jones standard_poor marks_spencer burger_king tim_hortons taco_bell general_electric general_motors berkshire_hathaway
  bloody_mary tom_collins jack_daniels dr_pepper levi_strauss santa_claus fannie_mae freddie_mac johnny_walker
  ben_jerry victoria_secret uncle_sam john_doe_inc
  hurricane typhoon cyclone lycee ecole museo musee teatro palacio palais palazzo banca banco banque societe sociedad
  academia institut universitat schule gymnasium platz strasse allee basilica pizza sandwich burger cocktail whisky
  fellowship scholarship technique manoeuvre maneuver foundation_day library orchestra trophy medal memorial
  johns_hopkins harvard stanford princeton oxford cambridge wall_street white_house high_court red_cross
  stiftung verein klinikum krankenhaus sparkasse volksbank amt gericht hochschule schule ministerium`;
