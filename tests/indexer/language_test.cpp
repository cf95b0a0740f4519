// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/language.hpp"

#include <catch2/catch.hpp>

using namespace demarche;

namespace {

struct Row {
  std::string text;
  std::string language;
};

}  // namespace

TEST_CASE("the language of a paragraph is told", "[language]") {
  const auto row = GENERATE(values<Row>({
      {"The delegation recalls that the river has neighbours and not owners, and that it is "
       "ready to sign the treaty tomorrow.",
       "en"},
      {"La délégation rappelle que le fleuve a des voisins et non des propriétaires, et qu'elle "
       "est prête à signer le traité demain.",
       "fr"},
      {"La delegación recuerda que el río tiene vecinos y no dueños, y que está dispuesta a "
       "firmar el tratado mañana.",
       "es"},
      {"Делегация напоминает, что у реки есть соседи, а не хозяева, и что она готова подписать "
       "договор завтра.",
       "ru"},
      {"يذكّر الوفد بأن للنهر جيراناً لا أصحاباً، وبأنه مستعد لتوقيع المعاهدة غداً.", "ar"},
      {"代表团回顾说，河流有邻居而没有主人，并准备明天签署条约。", "zh"},
      {"代表團回顧說，河流有鄰居而沒有主人，並準備明天簽署條約。", "zh"},
      {"המשלחת מזכירה כי לנהר יש שכנים ולא בעלים, וכי היא מוכנה לחתום על האמנה מחר.", "he"},
      {"Heyet, nehrin sahipleri değil komşuları olduğunu ve antlaşmayı yarın imzalamaya hazır "
       "olduğunu hatırlatır.",
       "tr"},
  }));
  CAPTURE(row.text);
  CHECK(detect_language(row.text) == row.language);
  CHECK(detect_language(row.text) == detect_language(row.text + ' '));
}

TEST_CASE("the language of what is too short, or none, is not guessed", "[language]") {
  const std::string text = GENERATE(
      as<std::string>(), "", "Yes.", "The treaty", "12345 67890 12345 67890 12345 67890",
      "¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶ ¶", "xq zzkw vvbrt qqpl wxcv bnjk rtzp mlkq xqzz kwvv brtq");
  CAPTURE(text);
  CHECK(detect_language(text) == "und");
}

TEST_CASE("a text half in one language and half in another is of neither", "[language]") {
  std::string text;
  for (int line = 0; line < 20; ++line) {
    text += "The delegation recalls that the river has neighbours and not owners. ";
    text += "Делегация напоминает, что у реки есть соседи и нет хозяев. ";
  }
  CHECK(detect_language(text) == "und");
}

TEST_CASE("a long text is cut between characters", "[language]") {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string text(shift, ' ');
    while (text.size() < 200'000)
      text += "代表团回顾说，河流有邻居而没有主人，并准备明天签署条约。";
    CHECK(detect_language(text) == "zh");
  }
}

TEST_CASE("a language tag has its canonical form", "[language]") {
  const auto row = GENERATE(values<Row>({
      {"en", "en"},
      {"EN", "en"},
      {"FR-ca", "fr-CA"},
      {"zh-hant-tw", "zh-Hant-TW"},
      {"sr-latn", "sr-Latn"},
      {"es-419", "es-419"},
      {"iw", "he"},
      {"eng", "en"},
      {"und", "und"},
      {"de-1996", "de-1996"},
      {"tzm", "tzm"},
  }));
  CAPTURE(row.text);
  CHECK(language_tag(row.text) == row.language);
}

TEST_CASE("what is no language tag gives none", "[language]") {
  const std::string text =
      GENERATE(as<std::string>(), "", "e", "English", "French", "auto", "en_US", "en US", "en-",
               "-en", "e1", "en--US", "en-US-", "fr-CA;q=1", "français", "x-private", "1234",
               std::string(1000, 'a'), "en-" + std::string(100, 'a'));
  CAPTURE(text);
  CHECK_FALSE(language_tag(text));
  CHECK_FALSE(language_tag(std::string_view("en\0US", 5)));
}
