// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/terminal.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>

#include "common/error.hpp"
#include "tests/support/child.hpp"

using namespace demarche;

namespace {

struct Row {
  std::string text;
  std::string expected;
};

}  // namespace

TEST_CASE("what could steer a terminal becomes visible", "[terminal]") {
  const auto row = GENERATE(values<Row>({
      {"plain", "plain"},
      {"Türkiye 中文 العربية", "Türkiye 中文 العربية"},
      {"\x1b[31mred", "\\x1b[31mred"},
      {"\x1b]0;title\x07", "\\x1b]0;title\\x07"},
      {"a\tb\nc\rd", "a\\x09b\\x0ac\\x0dd"},
      {std::string("a\0b", 3), "a\\x00b"},
      {"\x7f", "\\x7f"},
      {"\xc2\x9b"
       "31m",
       "\\u{9b}31m"},
      {"\xc2\x80\xc2\x9f\xc2\xa0", "\\u{80}\\u{9f}\xc2\xa0"},
      {"\u202Etxt.exe", "\\u{202e}txt.exe"},
      {"\u202A\u202D\u2066\u2069", "\\u{202a}\\u{202d}\\u{2066}\\u{2069}"},
      {"a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"},
      {"\u200F\u200D", "\u200F\u200D"},  // marks and joiners belong to the text
      {"\xff", "\\xff"},
      {"\x9b"
       "31m",
       "\\x9b31m"},
      {"\xe2\x80", "\\xe2\\x80"},           // cut off
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},  // a surrogate
      {"\xc0\x9b", "\\xc0\\x9b"},           // ESC in too many bytes
      {"\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80"},
      {"", ""},
  }));
  CHECK(printable(row.text) == row.expected);
}

TEST_CASE("line ends and tabs are kept only where they are asked for", "[terminal]") {
  CHECK(printable("a\tb\nc\rd\x1b", true) == "a\tb\nc\\x0dd\\x1b");
}

TEST_CASE("printable text of any bytes holds no control bytes and at most eightfold",
          "[terminal]") {
  std::string every;
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      every += static_cast<char>(first);
      every += static_cast<char>(second);
    }
  }
  const std::string shown = printable(every);
  CHECK(shown.size() <= 8 * every.size());
  for (const char byte : shown) {
    REQUIRE(static_cast<unsigned char>(byte) >= 0x20);
    REQUIRE(byte != 0x7f);
  }
  CHECK(shown.find("\xc2\x9b") == std::string::npos);
  CHECK(printable(shown) == shown);
}

TEST_CASE("wide characters take two columns, combining and invisible ones none", "[terminal]") {
  struct Width {
    const char* text;
    int columns;
  };
  const auto row = GENERATE(values<Width>({
      {"", 0},
      {"abc", 3},
      {"Türkiye", 7},
      {"Tu\u0308rkiye", 7},
      {"中文", 4},
      {"ｆｕｌｌ", 8},
      {"한국", 4},
      {"\u1112\u1161\u11ab", 2},
      {"a\u200Bb\u200D\uFEFF", 2},
      {"مُحَمَّد", 4},
      {"🕊", 1},
      {"😀", 2},
      {"\x1b", 0},
      {"\xff", 1},
  }));
  CAPTURE(row.text);
  CHECK(display_columns(row.text) == row.columns);
}

TEST_CASE("a colour choice is one of three words", "[terminal]") {
  CHECK(parse_color_choice("auto") == ColorChoice::automatic);
  CHECK(parse_color_choice("always") == ColorChoice::always);
  CHECK(parse_color_choice("never") == ColorChoice::never);
  const std::string other = GENERATE("", "Auto", "yes", "al", "always ");
  CHECK_THROWS_AS(parse_color_choice(other), UsageError);
}

TEST_CASE("colour is off where the stream is no terminal, unless it is asked for", "[terminal]") {
  const auto result = test::run_child([] {
    setenv("TERM", "xterm", 1);
    unsetenv("NO_COLOR");
    if (use_color(ColorChoice::automatic, stdout)) return 1;
    if (!use_color(ColorChoice::always, stdout)) return 2;
    if (use_color(ColorChoice::never, stdout)) return 3;
    setenv("NO_COLOR", "1", 1);
    return use_color(ColorChoice::always, stdout) ? 0 : 4;
  });
  CHECK(result.exit_code == 0);
}

TEST_CASE("colour on a terminal gives way to NO_COLOR and to a dumb terminal", "[terminal]") {
  const auto result = test::run_child([] {
    const int master = posix_openpt(0);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return 77;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> terminal(std::fopen(ptsname(master), "w"),
                                                                   &std::fclose);
    if (terminal == nullptr) return 77;
    setenv("TERM", "xterm", 1);
    setenv("NO_COLOR", "", 1);  // empty counts as unset
    if (!use_color(ColorChoice::automatic, terminal.get())) return 1;
    setenv("NO_COLOR", "1", 1);
    if (use_color(ColorChoice::automatic, terminal.get())) return 2;
    unsetenv("NO_COLOR");
    setenv("TERM", "dumb", 1);
    if (use_color(ColorChoice::automatic, terminal.get())) return 3;
    unsetenv("TERM");
    return use_color(ColorChoice::automatic, terminal.get()) ? 4 : 0;
  });
  if (result.exit_code == 77) {
    WARN("no pseudo-terminal here");
    return;
  }
  CHECK(result.exit_code == 0);
}

TEST_CASE("columns off a terminal are those of COLUMNS, else 80", "[terminal]") {
  struct Width {
    const char* variable;
    int columns;
  };
  const auto row = GENERATE(values<Width>(
      {{"132", 132}, {"", 80}, {"0", 80}, {"-5", 80}, {"12x", 80}, {"99999999999999", 80}}));
  CAPTURE(row.variable);
  const auto result = test::run_child([&] {
    setenv("COLUMNS", row.variable, 1);
    return terminal_columns(stdout);
  });
  CHECK(result.exit_code == row.columns);
}
