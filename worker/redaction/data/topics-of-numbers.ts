import { Topic } from '../context/vocabulary.ts';
import type { Announcement } from './announcement.ts';

/** Words and phrases in nine languages that announce numbers and secrets given to people, and numbers of things. */
export const TOPICS_OF_NUMBERS: readonly Announcement[] = [
  {
    topic: Topic.nationalId,
    words: `ssn social_security social_security_number social_security_no soc_sec itin tin tax_id tax_id_number
      taxpayer_id taxpayer_identification national_id national_id_number national_identification national_insurance
      national_insurance_number nino ni_number nhs nhs_number identity_card id_card identity_number id_number
      identification_number government_id personal_number personal_identity personal_id resident_id id_no
      sin social_insurance social_insurance_number tfn tax_file_number medicare medicare_number aadhaar aadhar uidai
      pan pan_card pan_number nric fin_number hkid ppsn pps pps_number utr ird ird_number nin bvn cnic nik ktp
      mynumber rrn passport_card
      steuer_id steueridentifikationsnummer steuer_identifikationsnummer steuernummer idnr steuer_idnr personalausweis
      personalausweisnummer ausweisnummer ausweis_nr sozialversicherungsnummer sv_nummer rentenversicherungsnummer
      rvnr ahv ahv_nummer ahv_nr identifikationsnummer
      numero_de_securite_sociale securite_sociale nir insee secu n_secu numero_fiscal carte_d_identite cni avs numero_avs
      registre_national numero_national carte_nationale
      dni nie nif cif documento_de_identidad cedula curp cuit cuil rut nss seguridad_social
      numero_de_identidad
      codice_fiscale cod_fisc carta_d_identita tessera_sanitaria
      bsn burgerservicenummer sofinummer rijksregisternummer rijksregister insz identiteitskaart
      nif_numero contribuinte numero_de_contribuinte cpf cnpj rg cartao_de_cidadao bilhete_de_identidade niss utente
      pesel dowod dowodu nip personnummer samordningsnummer henkilotunnus hetu fodselsnummer fnr cpr cpr_nummer
      personnr kennitala isikukood rodne_cislo cnp egn oib emso jmbg amka afm afimi tckn tc_kimlik kimlik kimlik_no
      adoszam személyi inn_number snils инн снилс рнокпп 身份证 身份证号 居民身份证 マイナンバー 주민등록번호 teudat_zehut`,
  },
  {
    topic: Topic.passport,
    words: `passport passport_number passport_no passport_num passport_id reisepass reisepassnummer passnummer pass_nr
      passeport numero_de_passeport pasaporte numero_de_pasaporte passaporto paspoort paspoortnummer passaporte
      paszport paszportu pass_no pasnummer passinumero паспорт 护照 旅券 여권 pasaport travel_document`,
  },
  {
    topic: Topic.licence,
    words: `driver_s_license driver_license drivers_license driver_s_licence drivers_licence driving_licence
      driving_license driver_licence dl_number license_no licence_no license_number licence_number dln
      driverlicense fuhrerschein fuhrerscheinnummer fuhrerscheinnr permis permis_de_conduire
      carnet_de_conducir licencia_de_conducir permiso_de_conducir patente patente_di_guida rijbewijs rijbewijsnummer
      carta_de_conducao carteira_de_habilitacao cnh prawo_jazdy prawa_jazdy korkort ajokortti`,
  },
  {
    topic: Topic.account,
    words: `account account_number account_no acct acct_no acct_number bank_account bank_account_number checking_account
      savings_account account_num a_c account_id kontonummer konto konto_nr kontonr bankverbindung
      compte numero_de_compte compte_bancaire rib cuenta numero_de_cuenta cuenta_bancaria clabe cbu
      conto numero_di_conto conto_corrente rekening rekeningnummer bankrekening conta conta_bancaria
      numero_da_conta conta_corrente`,
  },
  {
    topic: Topic.routing,
    words: `routing routing_number aba aba_number routing_no rtn sort_code sortcode transit_number institution_number bsb
      bankleitzahl blz code_guichet code_banque ifsc agencia`,
  },
  { topic: Topic.iban, words: 'iban' },
  {
    topic: Topic.card,
    words: `card credit_card debit_card card_number card_no cc cc_number credit_card_number payment_card visa mastercard
      amex american_express discover maestro kreditkarte kreditkartennummer kartennummer ec_karte
      carte carte_bancaire carte_de_credit carte_bleue numero_de_carte tarjeta tarjeta_de_credito numero_de_tarjeta
      carta carta_di_credito numero_carta creditcard creditcardnummer kaartnummer betaalkaart pinpas
      cartao cartao_de_credito numero_do_cartao karta karty ccnum ccn`,
  },
  {
    topic: Topic.cardCode,
    words: `cvv cvc cvv2 cvc2 cid card_code security_code card_verification pin pin_code pin_number pincode
      prufnummer prufziffer kartenprufnummer geheimzahl cryptogramme codigo_de_seguridad codice_di_sicurezza
      beveiligingscode codigo_de_seguranca otp one_time_password passcode verification_code`,
  },
  { topic: Topic.device, words: 'imei imei_number meid imsi iccid udid serial_imei device_imei' },
  {
    topic: Topic.vehicle,
    words: `vin vin_number chassis chassis_number license_plate licence_plate number_plate plate plate_number
      registration_plate registration vehicle_registration vrm reg_plate vehicle_identification plate_no
      kennzeichen kfz_kennzeichen fahrgestellnummer fin immatriculation plaque plaque_d_immatriculation matricula
      targa kenteken placa nummernschild rejestracyjny registreringsnummer`,
  },
  {
    topic: Topic.record,
    words: `mrn hospital_number hospital_no hospital_id admission_number medical_record medical_record_number record_number patient_id patient_number patient_no medical_id
      chart_number health_plan health_plan_number member_id member_number membership_number insurance_number
      insurance_id insurance_policy policy_number policy_no subscriber_id group_number beneficiary_number claim_number
      customer_id customer_number customer_no client_id client_number employee_id employee_number employee_no emp_id
      staff_id staff_number student_id student_number user_id userid loyalty_number frequent_flyer badge_number
      health_insurance_number certificate_number
      kundennummer kunden_nr kundennr mitgliedsnummer versichertennummer versicherungsnummer personalnummer
      matrikelnummer patientennummer patienten_id fallnummer krankenversichertennummer krankenversicherungsnummer
      mitarbeiternummer policennummer
      numero_client numero_de_client numero_d_assure numero_d_adherent numero_de_police numero_de_dossier matricule
      numero_de_cliente numero_de_paciente historia_clinica numero_de_afiliado numero_de_poliza
      codice_cliente numero_cliente numero_polizza codice_paziente numero_di_polizza cartella_clinica
      klantnummer polisnummer patientnummer lidnummer personeelsnummer
      numero_de_utente numero_da_apolice numero_do_cliente prontuario`,
  },
  {
    topic: Topic.username,
    words: `username user_name user_id login login_name screen_name user handle account_login nickname userhandle skype
      twitter instagram github_user benutzername benutzer anmeldename nutzername utilisateur nom_d_utilisateur
      identifiant usuario nombre_de_usuario nome_utente utente gebruikersnaam gebruiker nome_de_utilizador
      nome_de_usuario utilizador kullanici_adi anvandarnamn`,
  },
  {
    topic: Topic.password,
    words: `password passwd pwd passphrase pass pw passwort kennwort mot_de_passe mdp contrasena clave senha
      wachtwoord parola_d_ordine parola_chiave palavra_passe losenord passord haslo sifre salasana пароль 密码 パスワード
      db_password root_password admin_password user_password temp_password temporary_password wifi_password mypass
      mysql_pwd pgpassword requirepass`,
  },
  {
    topic: Topic.secret,
    words: `api_key apikey secret secret_key client_secret access_token auth_token token bearer basic private_key
      access_key secret_access_key api_token api_secret refresh_token id_token session_token session_id
      encryption_key signing_key signing_secret webhook_secret auth_key authtoken access_key_id credentials
      app_secret consumer_secret consumer_key master_key shared_secret bot_token deploy_token sig signature
      account_key accountkey sharedaccesskey shared_access_key schlussel geheimnis jeton cle_api clave_api
      connection_string sas_token x_api_key authorization`,
  },
  {
    topic: Topic.wallet,
    words: `bitcoin btc wallet ethereum eth litecoin ltc dogecoin monero xmr crypto wallet_address bitcoin_address
      ethereum_address litecoin_address ripple xrp solana cardano tron usdt deposit_address`,
  },
  {
    topic: Topic.network,
    words:
      'ip ip_address ipv4 ipv6 ip_addr ip_adresse adresse_ip client_ip remote_addr host mac mac_address gateway',
  },
  {
    topic: Topic.thing,
    words: `order order_number order_no order_id invoice invoice_number invoice_no isbn issn ean upc gtin sku asin
      version v ver release build revision rev commit sha sha1 sha256 md5 hash checksum uuid guid tracking
      tracking_number parcel shipment ticket ticket_number case_number issue bug reference reference_number ref ref_no
      transaction transaction_id transaction_number batch lot serial serial_number part part_number model
      model_number item product product_id article chapter section page pages line timestamp epoch unix quantity qty
      amount price total population score byte bytes port error_code status_code doi arxiv pmid barcode rfc_number
      bestellnummer bestellung rechnung rechnungsnummer auftrag auftragsnummer sendungsnummer artikelnummer aktenzeichen
      commande facture numero_de_commande numero_de_facture suivi pedido factura numero_de_pedido seguimiento
      ordine fattura bestelling bestelnummer factuur factuurnummer pakket encomenda fatura nota_fiscal firmware fw kernel
      vat vat_number ust_id ust_idnr tva iva btw offset row rows id_range hex color colour`,
  },
];
