"""Words that demo people, streets and offences are made of. The people are invented; any likeness is chance.

Offence codes and titles are facts of the criminal courts' offence list (Open Government Licence).
"""

from __future__ import annotations

from typing import Final

FAMILIES: Final = tuple(
    "ABERCORN ADEYEMI ALDERMAN ANWAR ARKWRIGHT ASHCROFT ATHERLEY BAINBRIDGE BANERJEE BARRACLOUGH BECKWITH BELLAMY "
    "BLACKTHORN BOATENG BRADDOCK BRANNIGAN BRIERLEY BROADBENT CADWALLADER CALLAGHAN CARDEW CHOUDHURY CLEGG "
    "CLITHEROE COATES CORRIGAN CRABTREE CROSSLAND DALGLEISH DANGERFIELD DEVEREUX DHILLON DRINKWATER DUCKWORTH "
    "EARNSHAW ECCLESTON EKWUEME ELLWOOD ENTWISTLE FAIRCLOUGH FEATHERSTONE FENWICK FLEETWOOD FORRESTER GALLOWAY "
    "GARSIDE GILHOOLEY GLENDENNING GREENHALGH GRIMSHAW GUPTA HARGREAVES HASLAM HATHERSAGE HEBBLETHWAITE HINCHLIFFE "
    "HOLLINGWORTH HUSSAIN IBRAHIM INGLEBY JAGGER JESSOP KAVANAGH KERSHAW KHALID KIRKBRIDE KOWALSKI LANCASTER LATIF "
    "LEADBETTER LIGHTFOOT LOCKWOOD LUMB MAKINSON MARSDEN MCALLISTER MCDONAGH METCALFE MOLYNEUX MURGATROYD NAYLOR "
    "NETTLETON NWOSU OAKDEN OGDEN OLDROYD OSBALDESTON PADGETT PARTINGTON PATEL PENDLEBURY PICKERSGILL POSTLETHWAITE "
    "QURESHI RAMSBOTTOM RATCLIFFE RAWSTHORNE REDFEARN ROTHWELL SAGAR SCHOLES SEDDON SHACKLETON SHERIDAN SIDDALL "
    "SINGLETON SKELTON SLATTERY STANSFIELD SUTCLIFFE TATTERSALL THACKERAY THISTLETHWAITE TUNNICLIFFE UDDIN UTTLEY "
    "VARLEY WADDINGTON WALMSLEY WHITTAKER WIGGLESWORTH WINTERBOTTOM WOLSTENHOLME YARDLEY YILMAZ ZIELINSKI".split()
)
MEN: Final = tuple(
    "Aaron Adam Aiden Alfie Amir Andrew Anton Arjun Ben Callum Carl Charlie Connor Craig Damian Daniel Darren David "
    "Dean Declan Dylan Edward Elliot Farid Finlay Gareth Gavin George Hamza Harry Ian Imran Jack Jake Jamie Jason "
    "Jermaine Joe John Jordan Joseph Josh Karl Kieran Kyle Lee Leon Lewis Liam Luke Marcus Mark Martin Michael "
    "Mohammed Nathan Neil Nicholas Oliver Omar Patrick Paul Peter Piotr Reece Richard Robert Ryan Sajid Samuel Scott "
    "Sean Shane Simon Stefan Stephen Stuart Thomas Tobias Tyrone Umar Vikram Wayne William Yusuf Zac".split()
)
WOMEN: Final = tuple(
    "Aisha Alice Amanda Amy Angela Anna Becky Bethany Bridget Carly Caroline Chantelle Charlotte Chloe Claire "
    "Courtney Danielle Deborah Donna Elaine Ella Emma Fatima Fiona Gemma Georgia Grace Hannah Holly Jade Jane Jasmine "
    "Jessica Jodie Joanne Julie Karen Kate Kelly Kerry Kirsty Laura Leanne Leila Lisa Louise Lucy Maria Megan Melissa "
    "Michelle Molly Natalie Nicola Olivia Paige Priya Rachel Rebecca Rosie Sabrina Samantha Sarah Shannon Sian "
    "Sophie Stacey Tanya Tara Toni Tracey Vicky Yasmin Zoe".split()
)
STREETS: Final = tuple(
    "Larkspur Row;Tannery Steps;Copperfield Lane;Lantern Street;Wherry Close;Old Ropewalk;Saltmarsh Road;Kiln Court;"
    "Bellfounder Street;Heron Walk;Quarrymen's Terrace;Pepper Alley;Signal House;Weir View;Mossbank Rise;Tallow Yard;"
    "Drovers Way;Gasworks Cottages;Nightingale Flats;Perrymead Avenue".split(";")
)
TOWNS: Final = ("Northbridge", "Eastmere", "Hollowby", "Castle Fold", "Marlingate", "Quayhead")
NATIONS: Final = ("British", "British", "British", "British", "British", "Irish", "Polish", "Romanian", "Nigerian")
LANGUAGES: Final = ("Polish", "Romanian", "Urdu", "Kurdish", "Portuguese", "British Sign Language")
PRISONS: Final = (("LPI", "Liverpool (HMP)"), ("LEI", "Leeds (HMP)"), ("LCI", "Leicester (HMP)"),
                  ("HLI", "Hull (HMP)"), ("BMI", "Birmingham (HMP)"), ("EXI", "Exeter (HMP)"))  # fmt: skip

# Code, title, mode of trial, section.
OFFENCES: Final = (
    ("TH68010", "Theft from a shop", "Either way", "Theft Act 1968, s.1(1) and 7"),
    ("TH68001", "Theft from the person of another", "Either way", "Theft Act 1968, s.1(1) and 7"),
    ("CJ88116", "Assault by beating", "Summary only", "Criminal Justice Act 1988, s.39"),
    ("OF61102", "Assault occasioning actual bodily harm", "Either way", "Offences against the Person Act 1861, s.47"),
    ("CD71039", "Criminal damage to property under £5000", "Either way", "Criminal Damage Act 1971, s.1(1) and 4"),
    ("MD71530", "Possess a controlled drug of Class B - cannabis", "Either way", "Misuse of Drugs Act 1971, s.5(2)"),
    ("MD71231", "Possess heroin with intent to supply", "Either way", "Misuse of Drugs Act 1971, s.5(3)"),
    ("PU86116", "Threatening words or behaviour", "Summary only", "Public Order Act 1986, s.4A"),
    ("RT88007", "Drive when alcohol level above limit", "Summary only", "Road Traffic Act 1988, s.5(1)(a)"),
    ("RT88191", "Use a motor vehicle without insurance", "Summary only", "Road Traffic Act 1988, s.143"),
    ("RT88333", "Drive whilst disqualified", "Summary only", "Road Traffic Act 1988, s.103(1)(b)"),
    ("TH68036", "Burglary of a dwelling and theft", "Either way", "Theft Act 1968, s.9(1)(b)"),
    ("FA06001", "Fraud by false representation", "Either way", "Fraud Act 2006, s.1 and 2"),
    ("TH68072", "Receiving stolen goods", "Either way", "Theft Act 1968, s.22(1)"),
    ("OF61016", "Wounding with intent", "Indictable only", "Offences against the Person Act 1861, s.18"),
)
SLOTS: Final = ("First hearing", "Plea hearing", "Trial", "Sentence", "Breach", "Bail application")
