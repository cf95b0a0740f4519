// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/months.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

/// Beginnings of the months' names, parted by spaces: a word that goes on for a case's
/// ending or so is the same name. The longest beginning that fits counts.
constexpr std::array<std::string_view, 12> gregorian = {
    "janar jan janv janvier january januar januari enero ene janeiro gennaio gen ianuarie ianuar "
    "styczeń "
    "stycznia leden ledna január sausio janvāris jaanuar tammikuu siječ siječ januara янв январ "
    "січ "
    "січень студзен јануар ιαν ιανουαρ ocak yanvar يناير  ژانویه جنوری ינואר जनवरी "
    "มกราคม qaňtar қаңтар იანვარ հունվար tháng1",
    "shkurt subat feb févr fév février february februar februari feber febrero fevereiro fev "
    "febbraio februarie "
    "luty lutego únor února február vasario februāris veebruar helmikuu veljač февр фев феврал лют "
    "лютий лютого люты фебруар φεβ φεβρουαρ şubat fevral فبراير شباط فوریه فروری פברואר फ़रवरी "
    "फरवरी "
    "กุมภาพันธ์ ақпан თებერვ փետրվար",
    "maret márc machi mar mars march marzo março mart märz maart marts martie marzec marca březen "
    "března március "
    "marec kovo marts märts maaliskuu ožuj март мар берез сакавік сакавіка μαρ μαρτ مارس آذار مارچ "
    "מרץ मार्च มีนาคม наурыз მარტ մարտ mac",
    "ápr aprili prill apr april avr avril abril abr aprile aprilie kwiecień kwietnia duben dubna "
    "április apríl "
    "balandžio aprīlis aprill huhtikuu travnja travanj апр април апрел квіт красавік красавіка απρ "
    "απριλ nisan aprel أبريل ابريل إبريل نيسان آوریل اپریل אפריל अप्रैल เมษายน сәуір აპრილ ապրիլ",
    "máj may mai mayo maio maggio mag mei maj maja maj květen května május máj gegužės maijs "
    "toukokuu "
    "svib май мая трав травень травня мај μαι μαΐου μάιος mayıs مايو أيار ماي مه می مئی מאי मई "
    "พฤษภาคม мамыр მაის մայիս mei",
    "qershor jun june juin junio junho giugno giu juni iunie iun czerwiec czerwca červen června "
    "június jún "
    "birželio jūnijs juuni kesäkuu lipanj lipnja июн черв червень јун ιουν haziran iyun يونيو "
    "يونيه حزيران جوان ژوئن جون יוני जून มิถุนายน маусым ივნის հունիս",
    "júl julai korrik jul july juil juillet julio julho luglio lug juli iulie iul lipiec lipca "
    "červenec července "
    "július júl liepos jūlijs juuli heinäkuu srpanj srpnja июл лип липень ліпен јул ιουλ temmuz "
    "iyul يوليو يوليه تموز جويلية ژوئیه جولائی יולי जुलाई กรกฎาคม шілде ივლის հուլիս",
    "agosti avg avgust agustos gusht اگست aug august août aout agosto ago augusti augustus "
    "sierpień sierpnia srpen srpna augusztus "
    "rugpjūčio augusts elokuu kolovoz авг август серп жнівен αυγ αυγουστ αύγουστ ağustos avqust "
    "أغسطس اغسطس آب أوت اوت اوت אוגוסט अगस्त สิงหาคม тамыз აგვისტ օգոստոս ogos",
    "szept septemba sentabr eylul shtator sep sept september septembre septiembre setiembre "
    "setembro set settembre septembrie wrzesień "
    "września září szeptember rugsėjo septembris syyskuu ruj сент сентябр септ вер верес верас "
    "σεπ σεπτ eylül sentyabr سبتمبر أيلول سپتامبر ستمبر ספטמבר सितंबर กันยายน қыркүйек "
    "სექტემბ սեպտեմբեր",
    "oktoba oktabr tetor oct october octobre octubre out outubro ott ottobre okt oktober octombrie "
    "październik "
    "październikа października říjen října október spalio oktobris oktoober lokakuu окт октябр "
    "жовт "
    "кастрычнік кастрычніка οκτ οκτωβρ ekim oktyabr أكتوبر اكتوبر اکتبر اکتوبر אוקטובר "
    "अक्टूबर ตุลาคม қазан ოქტომბ հոկտեմբեր",
    "novemba nëntor kasim nov november novembre noviembre novembro noiembrie listopad listopada "
    "listopadu lapkričio "
    "novembris marraskuu studen studenoga ноя ноябр ноем лист листопад лістапад νοε νοεμβρ kasım "
    "noyabr نوفمبر نوامبر نومبر נובמבר नवंबर พฤศจิกายน қараша ნოემბ նոյեմբեր",
    "desemba dhjetor aralik dec déc december décembre diciembre dic dezembro dez dicembre dezember "
    "decembrie grudzień "
    "grudnia prosin prosinec prosince gruodžio decembris detsember joulukuu дек декабр дец груд "
    "снеж снежан δεκ δεκεμβρ aralık dekabr ديسمبر دسامبر دسمبر דצמבר दिसंबर ธันวาคม "
    "желтоқсан დეკემბ դեկտեմբեր disember des desember desember"};

constexpr std::array<std::string_view, 12> persian = {"فروردین farvardin",
                                                      "اردیبهشت ordibehesht",
                                                      "خرداد khordad",
                                                      "تیر tir",
                                                      "مرداد امرداد mordad",
                                                      "شهریور shahrivar",
                                                      "مهر mehr",
                                                      "آبان aban",
                                                      "آذر azar",
                                                      "دی dey",
                                                      "بهمن bahman",
                                                      "اسفند esfand"};

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).bytes) ++count;
  return count;
}

/// How long a name of the row fits the word, in bytes; 0 where none does.
std::size_t fit(std::string_view row, std::string_view word) {
  constexpr std::size_t shortest_beginning = 3;
  constexpr std::size_t longest_ending = 5;
  std::size_t best = 0;
  for (std::size_t at = 0; at < row.size();) {
    const std::size_t end = std::min(row.find(' ', at), row.size());
    const std::string_view name = row.substr(at, end - at);
    at = end + 1;
    if (name.size() <= best || !word.starts_with(name)) continue;
    const std::size_t rest = count_characters(word.substr(name.size()));
    if (rest > longest_ending) continue;
    if (rest > 0 && count_characters(name) < shortest_beginning) continue;
    best = name.size();
  }
  return best;
}

}  // namespace

std::optional<NamedMonth> month_of(std::string_view word, std::string_view language) {
  if (word.size() < 3 && count_characters(word) < 2) return std::nullopt;
  std::optional<NamedMonth> found;
  // The Levant's two months of a name are told apart by the word after it.
  if (word == "كانون الثاني") return NamedMonth{1, false};
  if (word == "تشرين الأول" || word == "تشرين الاول") return NamedMonth{10, false};
  if (word == "تشرين الثاني") return NamedMonth{11, false};
  if (word == "كانون الأول" || word == "كانون الاول") return NamedMonth{12, false};
  if (language.starts_with("hr") && word.starts_with("listopad")) return NamedMonth{10, false};
  std::size_t best = 0;
  for (std::size_t month = 0; month < gregorian.size(); ++month) {
    if (const std::size_t bytes = fit(gregorian[month], word); bytes > best) {
      best = bytes;
      found = NamedMonth{static_cast<int>(month) + 1, false};
    }
  }
  for (std::size_t month = 0; month < persian.size(); ++month) {
    const bool is_one =
        (" " + std::string(persian[month]) + " ").find(" " + std::string(word) + " ") !=
        std::string::npos;
    if (is_one) return NamedMonth{static_cast<int>(month) + 1, true};
  }
  return found;
}

}  // namespace demarche
