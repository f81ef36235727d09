"""Writes db/accounts/blocked.txt.xz: the passwords people try first, from words and patterns."""

from __future__ import annotations

import itertools
import lzma
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "db" / "accounts" / "blocked.txt.xz"
SHORTEST = 12

_WORDS = """
password passphrase passcode secret letmein welcome changeme default administrator admin login access master
guest user username computer internet keyboard monitor windows microsoft google facebook twitter samsung
iphone android network server system security private private1 trustno superman batman spiderman starwars
pokemon dragon monkey tiger lion eagle falcon phoenix shadow sunshine princess princesa angel angels
flower butterfly rainbow summer winter autumn spring january february march april may june july august
september october november december monday tuesday wednesday thursday friday saturday sunday football
baseball basketball cricket rugby hockey golf tennis liverpool liverpoolfc everton arsenal chelsea tottenham
manchester manunited mancity newcastle sunderland leeds leedsunited villa astonvilla westham wolves rangers
celtic cardiff swansea london england wales britain scotland ireland birmingham bristol sheffield nottingham
leicester bradford hull salford plymouth middlesbrough haringey enfield newham merthyr tydfil portsmouth
southampton brighton oxford cambridge yorkshire lancashire cornwall michael matthew daniel thomas joshua
joseph james robert william george charles charlie jack harry oliver jordan jessica ashley nicole amanda
jennifer michelle stephanie samantha elizabeth victoria charlotte emily sophie hannah chloe rebecca rachel
laura sarah emma lucy olivia megan bethany lauren daisy poppy molly ruby bailey buster max cookie chocolate
cheese banana orange apple cherry strawberry peanut pepper ginger coffee whisky guinness killer hunter
soccer jesus christ heaven blessed forever iloveyou loveyou lovely loveme family mother father mummy daddy
babygirl babyboy sweetheart darling honey friends bestfriend freedom money lucky happy smile hello goodbye
test testing tester temp temporary qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm abcdef abcdefgh
mustang ferrari porsche mercedes corvette yamaha honda harley camaro jaguar united champion winner
matrix startrek gandalf merlin wizard magic silver golden diamond crystal purple yellow orange1 blue green
"""

_COURT_WORDS = """
court courts courtroom courthouse crowncourt magistrates magistrate magistratescourt hmcts justice judge
judges judiciary clerk courtclerk legaladviser usher bailiff barrister solicitor advocate prosecution
prosecutor defendant defence witness victim evidence verdict guilty notguilty sentence sentencing remand
bail custody prison prisoner probation police policeman constable sergeant inspector warrant summons charge
hearing tribunal oldbailey libra commonplatform tracker trackertui casefile docket listing listings bench
chambers jury juror offender offence crime criminal criminalcourt youthcourt ministry ministryofjustice
"""

_WALKS = """
qwertyuiop[] qwertyuiop12 qwertyuiop123 qwerty123456 qwerty1234567 qwertyqwerty qwertyasdfgh qwertyuiopasdf
qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm asdfghjkl123 asdfghjkl1234 asdfghjklqwe asdfasdfasdf
asdfghjklzxc asdfghjklzxcvbnm zxcvbnm12345 zxcvbnm123456 zxcvbnmasdfghjkl zxcvbnm,./zx 1qaz2wsx3edc
1qaz2wsx3edc4rfv 1qaz2wsx1qaz2wsx 1qazxsw23edc 1qazxsw23edcvfr4 qazwsxedcrfv qazwsxedcrfvtgb qazwsxedc123
qazwsx123456 zaq12wsxcde3 zaq1zaq1zaq1 zaq1xsw2cde3 zaq1xsw2cde3vfr4 !qaz2wsx3edc !qaz@wsx#edc q1w2e3r4t5y6
q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o0p
a1s2d3f4g5h6 abcdefghijkl abcdefghijklm abcdefghijklmnop abcdefghijklmnopqrstuvwxyz abcd1234abcd abc123abc123
a1b2c3d4e5f6 aabbccddeeff aaabbbcccddd 1a2b3c4d5e6f abcdefg12345 abcdef123456 abcd12345678 abc123456789
mnbvcxzasdfg mnbvcxzlkjhgfdsa poiuytrewq12 poiuytrewqlkjhgfdsa lkjhgfdsamnbvcxz qweasdzxc123 qweasdzxcqwe
qwe123asd456 qwe123qwe123 qwerqwerqwer qweqweqweqwe zxczxczxczxc asdasdasdasd 123qwe456asd 123qweasdzxc
123qwe123qwe 123abc123abc 12qwaszx12qw 12345qwertyuiop 12345qwerty12 123456qwerty 1234567qwerty
1234qwerasdf 1234qwerasdfzxcv qwer1234asdf qwer1234qwer qwer1234tyui qazxswedcvfr 741852963000 147258369000
159753456852 123654789000 789456123000 147852369147 963852741963 159357159357 456789123456 112233445566
121212121212 131313131313 123123123123 123321123321 123454321234 102030405060 100200300400 111222333444
192837465000 0987654321098 098765432109 987654321098 9876543210987 987654321987 12345678901 123456789012
1234567890123 12345678901234 123456789012345 1234567890123456 123456789123 123456789123456 123456123456
1234567891011 123412341234 12341234qwer 010203040506 01020304050607 010101010101 314159265358 271828182845
correcthorse correcthorsebattery correcthorsebatterystaple correct-horse-battery-staple letmeinletmein
letmeinplease letmeinnow123 openthedoor1 opensesame123 iforgotmypassword thisismypassword thisisapassword
mypasswordis mypassword123 newpassword1 newpassword123 oldpassword1 nopassword123 notapassword notmypassword
passwordispassword enterpassword typepassword yourpassword yourpassword1 whatpassword changemenow1
changemeplease pleasechangeme changeitnow12 icantremember idontremember idontknow123 whatever1234 asyoulikeit
tobeornottobe maytheforcebewithyou theforceawakens winteriscoming hakunamatata youllneverwalkalone
gloryglorymanunited comeonengland itscominghome godsavetheking godsavethequeen rulebritannia ilovemyfamily
ilovefootball iloveliverpool ilovelondon ilovemykids ilovemydog123 ilovemycat123 ilovejesus123 ihatework123
ihatethisjob ihatepasswords blink182blink administrator1
"""

WORDS = _WORDS.split()
COURT_WORDS = _COURT_WORDS.split()
WALKS = _WALKS.split()
ENDINGS = ("1", "12", "123", "1234", "12345", "123456", "12345678", "123456789", "1!", "123!", "!", "01")


def blocked() -> list[str]:
    """Every blocked form, case-folded and sorted; bare words are for passwords with figures around."""
    words = list(dict.fromkeys(WORDS + COURT_WORDS))
    bare = {word for word in words if len(word) >= 5}
    found = set(WALKS)
    found |= {word + ending for word in words for ending in ENDINGS}
    found |= {word * times for word in words for times in (2, 3)}
    found |= {f"{word}{year}" for word in words for year in range(1990, 2031)}
    found |= {a + b for a, b in itertools.permutations(COURT_WORDS, 2)}
    starts = ("my", "the", "new", "our", "ilove", "ihate", "hello", "welcome", "password", "admin", "super")
    found |= {start + word for start in starts for word in words}
    for row in ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"):
        for size, times in itertools.product(range(1, 7), range(2, 13)):
            found |= {row[at : at + size] * times for at in range(len(row) - size + 1)}
        there_and_back = row + row[::-1]
        found |= {(there_and_back * 2)[:size] for size in range(SHORTEST, 21)}
        found |= {(row * 3)[:size] for size in range(SHORTEST, 21)}
    return sorted(bare | {entry for entry in found if len(entry) >= SHORTEST})


def main() -> int:
    """Write the list; with --check only say whether it is current."""
    wanted = "\n".join(blocked()).encode()
    if "--check" in sys.argv[1:]:
        # Not the packed bytes: they differ from one version of the compressor to another.
        return int(lzma.decompress(TARGET.read_bytes()) != wanted)
    packed = lzma.compress(wanted, preset=9)
    TARGET.write_bytes(packed)
    print(f"{TARGET.name}: {len(blocked())} entries, {len(packed)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
