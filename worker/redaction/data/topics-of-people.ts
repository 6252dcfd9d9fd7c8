import { Topic } from '../context/vocabulary.ts';
import type { Announcement } from './announcement.ts';

/** Words and phrases in nine languages that announce names, dates of birth, addresses and ways to reach somebody. */
export const TOPICS_OF_PEOPLE: readonly Announcement[] = [
  {
    topic: Topic.birth,
    words: `birth birthday birthdate born dob d_o_b b_day bday birth_date date_of_birth day_of_birth
      geburtsdatum geburtstag geboren geb geburt geburtsdat gebdat
      naissance nee ne_le nee_le ne_e_le date_de_naissance naiss anniversaire
      nacimiento nacido nacida naci nacio fecha_de_nacimiento fec_nac f_nac cumpleanos
      nascita nato nata nato_il nata_il data_di_nascita
      geboortedatum geboorte verjaardag geb_datum
      nascimento nascido nascida data_de_nascimento aniversario
      fodelsedatum fodd fodselsdato fodt syntymaaika syntynyt urodzenia urodzony urodzona data_urodzenia
      dogum_tarihi narozeni datum_narozeni рождения родился родилась
      出生日期 出生 生年月日 생년월일`,
  },
  {
    topic: Topic.age,
    words: `age aged alter edad eta leeftijd idade años ans jahre anni jaar anos years_old year_old yrs y_o jahre_alt
      ans_ans jaar_oud`,
  },
  {
    topic: Topic.phone,
    words: `phone telephone tel mobile cell cellphone cellular fax call call_me text_me sms whatsapp telegram viber
      phone_number mobile_number phone_no contact_number contact_no telephone_number dial ring hotline landline
      home_phone work_phone mobile_phone cell_phone telefon telefonnummer telefonnr tel_nr rufnummer handy
      handynummer mobil mobilnummer mobilfunk festnetz anrufen ruckruf erreichbar telephoner portable telecopie
      numero_de_telephone appelez appelez_moi joindre telefono telefono_movil celular movil numero_de_telefono
      llamar llamame cellulare telefonare chiamare chiamami recapito telefoonnummer telefoon mobiel mobieltje bellen
      telefone telemovel celular ligar ligue contacto telefonnr telefonnummer puhelin puhelinnumero numer_telefonu
      telefonu komorka telefonszam cep telefonu gsm msisdn телефон 电话 手机 電話 전화 휴대폰 phone_num phonenum cel
      reach_me reached_at reach_us`,
  },
  {
    topic: Topic.email,
    words: `email e_mail mail email_address e_mail_adresse courriel correo correo_electronico posta_elettronica
      mailadresse adresse_mail`,
  },
  {
    topic: Topic.address,
    words: `address addr street_address home_address mailing_address shipping_address billing_address postal_address
      residential_address delivery_address address_line address_line_1 address_line1 address1 address2 street line1
      residence resides residing lives_at living_at live_at located_at ship_to deliver_to bill_to
      adresse anschrift wohnhaft wohnt_in wohnanschrift lieferadresse rechnungsadresse strasse postanschrift
      domicile demeurant adresse_postale habite adresse_de_livraison rue
      direccion domicilio calle residente vive_en indirizzo residenza residente_in residente abita_in
      adres woonachtig straat woonplaats_adres bezorgadres endereco morada rua_endereco reside_em residencia logradouro
      adress osoite cim 住所 地址 주소 адрес`,
  },
  {
    topic: Topic.place,
    words: `city town zip zipcode zip_code postcode post_code postal_code postalcode county city_name
      stadt plz postleitzahl ort wohnort ville code_postal codepostal ciudad codigo_postal poblacion localidad
      citta cap comune stad postcode gemeente woonplaats cidade cep codigo_postal municipio`,
  },
  {
    topic: Topic.coordinates,
    words:
      'coordinates gps latitude longitude lat lng lon coords geo_location koordinaten coordonnees coordenadas',
  },
  {
    topic: Topic.name,
    words: `name full_name first_name last_name middle_name given_name family_name surname forename fname lname mname
      firstname lastname fullname legal_name maiden_name preferred_name display_name customer_name patient_name
      client_name employee_name contact_name account_name account_holder cardholder cardholder_name card_holder
      name_on_card holder beneficiary applicant applicant_name student_name guest_name recipient_name sender_name
      contact_person emergency_contact next_of_kin policyholder policy_holder patient insured tenant_name
      participant attendee signatory signed_by prepared_by author_name reported_by requested_by approved_by
      assigned_to assignee reviewer reviewed_by created_by submitted_by owner_name attn attention passenger
      vorname nachname vollstandiger_name familienname kontoinhaber ansprechpartner ansprechpartnerin karteninhaber
      patientin versicherter sachbearbeiter sachbearbeiterin geburtsname unterzeichner
      nom prenom nom_complet nom_de_famille nom_et_prenom nom_du_client titulaire destinataire interlocuteur
      nombre apellido apellidos nombre_completo nombre_y_apellidos titular paciente destinatario
      cognome nome nome_completo nome_e_cognome intestatario paziente intestatario_conto
      naam voornaam achternaam volledige_naam rekeninghouder contactpersoon tussenvoegsel patient_naam
      sobrenome apelido nome_do_cliente imie nazwisko imie_i_nazwisko namn fornamn efternamn navn fornavn etternavn
      efternavn nimi etunimi sukunimi jmeno prijmeni имя фамилия фио 姓名 名前 氏名 이름 성명`,
  },
  {
    topic: Topic.greeting,
    words: `dear hi hello hey hiya greetings good_morning good_afternoon good_evening morning
      liebe lieber hallo guten_tag sehr_geehrte sehr_geehrter moin servus gruss_gott guten_morgen
      cher chere bonjour salut bonsoir estimado estimada querido querida hola buenos_dias buenas_tardes
      gentile gentilissimo gentilissima caro cara egregio ciao buongiorno salve beste geachte hoi goedemorgen dag
      goedendag prezado prezada caro ola bom_dia boa_tarde exmo exma kära hej bästa kjære hei hyvä szanowny szanowna
      merhaba sayin dragi draga vazeny vazena tisztelt kedves`,
  },
  {
    topic: Topic.signOff,
    words: `regards best_regards kind_regards warm_regards warmest_regards sincerely yours_sincerely yours_truly
      yours_faithfully sincerely_yours cheers thanks thank_you many_thanks thanks_again best_wishes all_the_best
      respectfully cordially love take_care warmly thx ty with_gratitude best
      grussen mit_freundlichen_grussen freundliche_grusse viele_grusse liebe_grusse beste_grusse herzliche_grusse
      mfg lg vg hochachtungsvoll gruss danke cordialement bien_cordialement salutations sinceres_salutations bien_a_vous
      amicalement merci atentamente saludos un_saludo saludos_cordiales cordialmente un_abrazo gracias
      cordiali_saluti distinti_saluti saluti un_saluto grazie met_vriendelijke_groet met_vriendelijke_groeten
      vriendelijke_groet groeten groetjes hartelijke_groet mvg bedankt atenciosamente cumprimentos
      com_os_melhores_cumprimentos abracos abraco obrigado obrigada halsningar med_vanliga_halsningar mvh hilsen
      med_vennlig_hilsen med_venlig_hilsen terveisin pozdrawiam z_powazaniem pozdravem saygilarimla`,
  },
  {
    topic: Topic.introduction,
    words: `my_name_is name_is i_am i_m im this_is it_s names named called name_s speaking_with spoke_with spoke_to
      talk_to talked_to met_with meet_with contact ask_for on_behalf_of signed interviewed hired introduced
      ich_heisse mein_name_ist ich_bin hier_ist namens
      je_m_appelle mon_nom_est je_suis c_est nomme nommee me_llamo mi_nombre_es soy llamado llamada
      mi_chiamo il_mio_nome_e sono chiamato mijn_naam_is ik_ben ik_heet genaamd
      meu_nome_e me_chamo eu_sou o_meu_nome_e sou_o sou_a jag_heter mitt_namn_ar jeg_heter nazywam_sie mam_na_imie
      меня_зовут`,
  },
];
