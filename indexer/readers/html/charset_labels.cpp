// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>

#include "common/text/ascii.hpp"
#include "indexer/readers/html/charset.hpp"

namespace demarche {
namespace {

struct Label {
  std::string_view label;
  std::string_view encoding;
};

/// Of the WHATWG's Encoding standard, section 4.2, those labels that pages have; the
/// encodings by ICU's names. Browsers read Latin-1 as Windows-1252, GB 2312 as GB 18030,
/// and UTF-16 in a `<meta>`, which they could not have read, as UTF-8.
constexpr std::array labels = {
    Label{"utf-8", "UTF-8"},
    Label{"utf8", "UTF-8"},
    Label{"unicode-1-1-utf-8", "UTF-8"},
    Label{"utf-16", "UTF-8"},
    Label{"utf-16le", "UTF-8"},
    Label{"utf-16be", "UTF-8"},
    Label{"unicode", "UTF-8"},
    Label{"ibm866", "ibm-866"},
    Label{"cp866", "ibm-866"},
    Label{"866", "ibm-866"},
    Label{"iso-8859-2", "ISO-8859-2"},
    Label{"iso8859-2", "ISO-8859-2"},
    Label{"latin2", "ISO-8859-2"},
    Label{"iso-8859-3", "ISO-8859-3"},
    Label{"latin3", "ISO-8859-3"},
    Label{"iso-8859-4", "ISO-8859-4"},
    Label{"latin4", "ISO-8859-4"},
    Label{"iso-8859-5", "ISO-8859-5"},
    Label{"iso8859-5", "ISO-8859-5"},
    Label{"cyrillic", "ISO-8859-5"},
    Label{"iso-8859-6", "ISO-8859-6"},
    Label{"iso8859-6", "ISO-8859-6"},
    Label{"arabic", "ISO-8859-6"},
    Label{"asmo-708", "ISO-8859-6"},
    Label{"iso-8859-7", "ISO-8859-7"},
    Label{"iso8859-7", "ISO-8859-7"},
    Label{"greek", "ISO-8859-7"},
    Label{"iso-8859-8", "ISO-8859-8"},
    Label{"iso8859-8", "ISO-8859-8"},
    Label{"iso-8859-8-i", "ISO-8859-8"},
    Label{"iso-8859-8-e", "ISO-8859-8"},
    Label{"logical", "ISO-8859-8"},
    Label{"visual", "ISO-8859-8"},
    Label{"hebrew", "ISO-8859-8"},
    Label{"iso-8859-10", "iso-8859_10-1998"},
    Label{"iso-8859-13", "ISO-8859-13"},
    Label{"iso-8859-14", "iso-8859_14-1998"},
    Label{"iso-8859-15", "ISO-8859-15"},
    Label{"iso8859-15", "ISO-8859-15"},
    Label{"latin9", "ISO-8859-15"},
    Label{"l9", "ISO-8859-15"},
    Label{"koi8-r", "KOI8-R"},
    Label{"koi8", "KOI8-R"},
    Label{"koi", "KOI8-R"},
    Label{"koi8_r", "KOI8-R"},
    Label{"koi8-u", "KOI8-U"},
    Label{"koi8-ru", "KOI8-U"},
    Label{"macintosh", "macintosh"},
    Label{"x-mac-roman", "macintosh"},
    Label{"x-mac-cyrillic", "x-mac-cyrillic"},
    Label{"windows-874", "windows-874"},
    Label{"tis-620", "windows-874"},
    Label{"iso-8859-11", "windows-874"},
    Label{"windows-1250", "windows-1250"},
    Label{"cp1250", "windows-1250"},
    Label{"x-cp1250", "windows-1250"},
    Label{"windows-1251", "windows-1251"},
    Label{"cp1251", "windows-1251"},
    Label{"x-cp1251", "windows-1251"},
    Label{"win-1251", "windows-1251"},
    Label{"windows-1252", "windows-1252"},
    Label{"cp1252", "windows-1252"},
    Label{"x-cp1252", "windows-1252"},
    Label{"iso-8859-1", "windows-1252"},
    Label{"iso8859-1", "windows-1252"},
    Label{"iso_8859-1", "windows-1252"},
    Label{"iso88591", "windows-1252"},
    Label{"latin1", "windows-1252"},
    Label{"l1", "windows-1252"},
    Label{"ascii", "windows-1252"},
    Label{"us-ascii", "windows-1252"},
    Label{"ansi_x3.4-1968", "windows-1252"},
    Label{"windows-1253", "windows-1253"},
    Label{"cp1253", "windows-1253"},
    Label{"windows-1254", "windows-1254"},
    Label{"cp1254", "windows-1254"},
    Label{"iso-8859-9", "windows-1254"},
    Label{"iso8859-9", "windows-1254"},
    Label{"latin5", "windows-1254"},
    Label{"windows-1255", "windows-1255"},
    Label{"cp1255", "windows-1255"},
    Label{"windows-1256", "windows-1256"},
    Label{"cp1256", "windows-1256"},
    Label{"windows-1257", "windows-1257"},
    Label{"cp1257", "windows-1257"},
    Label{"windows-1258", "windows-1258"},
    Label{"cp1258", "windows-1258"},
    Label{"gbk", "gb18030"},
    Label{"gb2312", "gb18030"},
    Label{"gb_2312-80", "gb18030"},
    Label{"gb18030", "gb18030"},
    Label{"x-gbk", "gb18030"},
    Label{"chinese", "gb18030"},
    Label{"big5", "Big5-HKSCS"},
    Label{"big5-hkscs", "Big5-HKSCS"},
    Label{"x-x-big5", "Big5-HKSCS"},
    Label{"euc-jp", "EUC-JP"},
    Label{"x-euc-jp", "EUC-JP"},
    Label{"iso-2022-jp", "ISO-2022-JP"},
    Label{"shift_jis", "windows-31j"},
    Label{"shift-jis", "windows-31j"},
    Label{"sjis", "windows-31j"},
    Label{"x-sjis", "windows-31j"},
    Label{"ms_kanji", "windows-31j"},
    Label{"windows-31j", "windows-31j"},
    Label{"euc-kr", "windows-949"},
    Label{"ks_c_5601-1987", "windows-949"},
    Label{"korean", "windows-949"},
    Label{"windows-949", "windows-949"},
};

}  // namespace

std::string_view encoding_of_label(std::string_view label) {
  const std::string wanted = lower_ascii(label);
  const auto* const found = std::find_if(labels.begin(), labels.end(),
                                         [&](const Label& row) { return row.label == wanted; });
  return found == labels.end() ? std::string_view{} : found->encoding;
}

}  // namespace demarche
