"""Currencies: their codes, and how texts write and call them."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The codes of ISO 4217 for money, those of the past among them:
#: https://www.six-group.com/en/products-services/financial-information/data-standards.html
ISO_4217 = frozenset(re.findall("[A-Z]+", """
    AED AFA AFN ALL AMD ANG AOA AON AOR ARS ATS AUD AWG AZM AZN BAM BBD BDT BEF BGL BGN BHD BIF BMD BND BOB
    BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLP CNY COP CRC CSK CUC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK
    EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHC GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF IDR IEP
    ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL
    LYD MAD MDL MGA MGF MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXP MYR MZM MZN NAD NGN NIO NLG NOK NPR
    NZD OMR PAB PEN PGK PHP PKR PLN PLZ PTE PYG QAR ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SEK SGD SHP
    SIT SKK SLE SLL SOS SRD SRG SSP STD STN SVC SYP SZL THB TJS TMM TMT TND TOP TRL TRY TTD TWD TZS UAH UGX
    USD UYU UZS VEB VED VEF VES VND VUV WST XAF XCD XCG XDR XEU XOF XPF YER YUM ZAR ZMK ZMW ZWD ZWG ZWL
"""))  # fmt: skip

#: Currencies that texts speak of: the code, signs for it, what stands for it after a number in English and in
#: Japanese. A bare dollar sign is read as the United States' one.
_SPOKEN = """
    USD | $, US$, \uff04 | dollar(s), US dollar(s), U.S. dollar(s), American dollar(s) | ドル, 米ドル, USドル
    USD |               | US-Dollar                              |
    CAD | C$, CA$, CAD$ | Canadian dollar(s)                     | カナダドル, 加ドル
    AUD | A$, AU$, AUD$ | Australian dollar(s)                   | 豪ドル
    EUR | €             | euro(s)                                | ユーロ
    GBP | £, \uffe1     | pound(s), British pound(s)             | ポンド, 英ポンド
    JPY | ¥, JP¥, \uffe5 | yen, Japanese yen                      | 円
    CHF |               | Swiss franc(s), Schweizer Franken      | スイスフラン
    CNY | CN¥, RMB      | yuan, Chinese yuan, renminbi, RMB      | 人民元
    KRW | ₩             | Korean won, South Korean won           | ウォン
    INR | ₹, Rs, Rs.    | rupee(s), Indian rupee(s)              | ルピー
    SGD | S$, SG$, SGD$ | Singapore dollar(s)                    | シンガポールドル
    HKD | HK$, HKD$     | Hong Kong dollar(s)                    | 香港ドル
    TWD | NT$, TWD$     | Taiwan dollar(s), New Taiwan dollar(s) | 台湾ドル
    NZD | NZ$, NZD$     | New Zealand dollar(s)                  | ニュージーランドドル
    SEK |               | Swedish krona, Swedish kronor          | スウェーデンクローナ
    NOK |               | Norwegian krone, Norwegian kroner      | ノルウェークローネ
    DKK |               | Danish krone, Danish kroner            | デンマーククローネ
    THB |               | baht, Thai baht                        | バーツ
    BRL | R$            |                                        |
"""
#: Currencies of which only the code is read.
_WRITTEN = "MYR IDR VND PHP MXN ZAR ILS SAR AED"
_ROWS = [[part.strip() for part in row.split("|")] for row in _SPOKEN.strip().split("\n")]


def _meant(column: int) -> dict[str, str]:
    """What each of a column's words stands for; "(s)" is the plural's."""
    words = ((row[0], word) for row in _ROWS for word in filter(None, row[column].split(", ")))
    return {word.replace("(s)", end): code for code, word in words for end in ("", "s")}


#: Codes, which stand before a number or after it.
CODES = (*(row[0] for row in _ROWS), *_WRITTEN.split())
_CODES = dict(zip(CODES, CODES, strict=True))
#: The code that is meant by what stands before a number, and after one in English, where a sign may stand
#: too, and in Japanese.
SIGNS: Mapping[str, str] = {**_meant(1), **_CODES}
CURRENCIES: Mapping[str, str] = {**SIGNS, **_meant(2)}
JAPANESE_CURRENCIES: Mapping[str, str] = _meant(3)
