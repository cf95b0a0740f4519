// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/completion/completion.hpp"
#include "common/error.hpp"
#include "searcher/options.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

using Words = std::set<std::string>;

/// The words of a command line as readline gives them to bash.
std::vector<std::string> bash_words(const std::string& line) {
  std::vector<std::string> words = {""};
  for (const char c : line) {
    if (c == ' ') {
      words.emplace_back();
    } else if (c == '=' || c == ':') {
      if (!words.back().empty()) words.emplace_back();
      words.back() = c;
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  const bool at_sign =
      words.size() > 1 && words.back().empty() && (line.ends_with('=') || line.ends_with(':'));
  if (at_sign) words.pop_back();
  return words;
}

std::string bash_driver(const std::string& script, const std::string& program,
                        const std::string& line) {
  std::string words;
  for (const std::string& word : bash_words(line)) words += "'" + word + "' ";
  return "compopt() { [[ $2 == nospace ]] || echo \"<$2>\"; }\nsource '" + script +
         "'\nCOMP_WORDS=(" + words + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_" + program +
         "\nif [[ ${#COMPREPLY[@]} -gt 0 ]]; then printf '%s\\n' \"${COMPREPLY[@]}\"; fi\n";
}

/// Has an interactive zsh at a terminal of its own print what completion would add. Its
/// settings are in `folder`, so that they are not typed, and echoed.
std::string zsh_driver(const std::string& script, const test::TemporaryFolder& folder,
                       const std::string& line) {
  folder.write(".zshrc", R"(PROMPT= RPROMPT=
unset zle_bracketed_paste
autoload -Uz compinit; compinit -D -u
source ')" + script + R"('
say_begin() { print -r -- "<begin>" }
say_end() { print -r -- "<end>"; exit }
compprefuncs=(say_begin) comppostfuncs=(say_end)
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"
  local hit; for hit in $hits; do print -r -- "$hit"; done
  builtin compadd "$@"  # or files are tried next where folders are
}
)");
  return R"(zmodload zsh/zpty
zpty z ZDOTDIR=')" +
         folder.path() + R"(' zsh -d -i
zpty -n -w z ")" +
         line + R"("$'\t'
out=
while zpty -r z chunk; do
  out+=$chunk
  if [[ $out == *'<end>'* ]]; then break; fi
done
out=${out//$'\r'/}
out=${out##*$'<begin>\n'}
print -r -- "${out%%'<end>'*}"
)";
}

std::string driver(const std::string& shell, const std::string& script,
                   const test::TemporaryFolder& folder, const std::string& line) {
  if (shell == "bash") return bash_driver(script, line.substr(0, line.find(' ')), line);
  if (shell == "zsh") return zsh_driver(script, folder, line);
  return "source " + script + "\ncomplete -C '" + line + "'\n";
}

/// Runs a shell on what driver() gives, in the folder, with nothing of the user's own:
/// neither variables nor files.
test::ChildResult complete(const std::string& shell, const std::string& script,
                           const test::TemporaryFolder& folder, const std::string& line) {
  const std::string file = ".driver-" + shell;
  folder.write(file, "cd '" + folder.path() + "'\n" + driver(shell, script, folder, line));
  return test::run("/usr/bin/env",
                   {"-i", "HOME=" + folder.path(), "PATH=/usr/bin:/bin", "TERM=dumb",
                    "LC_ALL=C.UTF-8", "timeout", "-s", "KILL", "30", shell, folder.path_of(file)});
}

/// What the shell offers at the end of a line that is typed in `folder`.
Words offered(const std::string& shell, const test::TemporaryFolder& folder,
              const std::string& line) {
  const std::string program = line.substr(0, line.find(' '));
  const auto run = complete(shell, BINARY_DIR "/" + program + "/completion/" + shell, folder, line);
  INFO(shell << ": " << run.err);
  CHECK(run.exit_code == 0);
  Words words;
  std::istringstream lines(run.out);
  for (std::string word; std::getline(lines, word);) {
    word = word.substr(0, word.find('\t'));  // fish describes words behind a tab
    if (!word.empty()) words.insert(word);
  }
  return words;
}

const Words fields = {"title", "issuer",  "speaker", "post",     "date", "place",
                      "event", "session", "year",    "language", "url"};

Words with(const Words& words, const std::string& before, const std::string& after = "") {
  Words out;
  for (const std::string& word : words) out.insert(before + word + after);
  return out;
}

}  // namespace

TEST_CASE("each shell completes options and their words from the tables", "[completion]") {
  const test::TemporaryFolder folder;
  struct Row {
    std::string line;
    Words words;
    std::string before;  ///< what fish has before a value behind an equals sign
  };
  const Row rows[] = {
      {"searcher --form", {"--format"}, ""},
      {"searcher --no-", {"--no-aliases", "--no-snippet"}, ""},
      {"searcher --format t", {"text", "trec", "tsv"}, ""},
      {"searcher -f js", {"json", "jsonl"}, ""},
      {"searcher --format=tr", {"trec"}, "--format="},
      {"searcher --color ", {"auto", "always", "never"}, ""},
      {"searcher --sort=", {"relevance", "newest", "oldest"}, "--sort="},
      {"searcher --facet ", fields, ""},
      {"searcher --fields pl", {"place"}, ""},
      {"searcher --limit ", {}, ""},
      {"searcher --kwic iss", {"issuer:"}, ""},
      {"searcher --kwic=", {}, "--kwic="},
      {"searcher hollow iss", {"issuer:"}, ""},
      {"searcher la", {"language:", "lang:"}, ""},
      {"searcher -- sp", {"speaker:"}, ""},
      {"searcher --completion ", {"bash", "zsh", "fish"}, ""},
      {"indexer --keep-", {"--keep-duplicates", "--keep-versions"}, ""},
      {"indexer --input-format js", {"json", "jsonl"}, ""},
      {"indexer --set ", with(fields, "", "="), ""},
      {"indexer --map=sp", {"speaker="}, "--map="},
      {"indexer --join iss", {"issuer"}, ""},
      {"indexer --progress n", {"never"}, ""},
      {"indexer --jobs ", {}, ""},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    CHECK(offered("bash", folder, row.line) == row.words);
    CHECK(offered("zsh", folder, row.line) == row.words);
    CHECK(offered("fish", folder, row.line) == with(row.words, row.before));
  }
}

TEST_CASE("each shell completes folders for an index and files for what is read", "[completion]") {
  const test::TemporaryFolder folder;
  folder.write("rivers/a.txt", "a");
  folder.write("rapids.txt", "b");
  struct Row {
    std::string line;
    std::string in_bash;  ///< readline completes it
    Words words;
  };
  const Row rows[] = {
      {"searcher -d r", "<dirnames>", {"rivers"}},
      {"searcher --db r", "<dirnames>", {"rivers"}},
      {"searcher --batch r", "<default>", {"rivers", "rapids.txt"}},
      {"indexer -d r", "<dirnames>", {"rivers"}},
      {"indexer --metadata r", "<default>", {"rivers", "rapids.txt"}},
      {"indexer --quiet r", "<default>", {"rivers", "rapids.txt"}},
      {"indexer --wait r", "<default>", {"rivers", "rapids.txt"}},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    CHECK(offered("bash", folder, row.line) == Words{row.in_bash});
    CHECK(offered("zsh", folder, row.line) == row.words);
    Words in_fish = offered("fish", folder, row.line);
    Words plain;
    for (const std::string& word : in_fish) plain.insert(word.substr(0, word.find('/')));
    CHECK(plain == row.words);
  }
}

TEST_CASE("what a program prints for a shell is what is installed for it", "[completion]") {
  for (const std::string program : {"indexer", "searcher"}) {
    for (const std::string shell : {"bash", "zsh", "fish"}) {
      const std::string built = BINARY_DIR "/" + program;
      CAPTURE(program, shell);
      CHECK(test::run(built + "/" + program, {"--completion", shell}).out ==
            test::read_bytes(built + "/completion/" + shell));
    }
  }
}

TEST_CASE("where a program takes folders, no file is offered", "[completion]") {
  CompletedProgram program{"tool", {}, "folder", folders()};
  const test::TemporaryFolder folder;
  folder.write("here/file", "");
  folder.write("hello", "");
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const std::string script = folder.write(".tool-" + shell, completion_script(program, shell));
    INFO(shell);
    const auto run = complete(shell, script, folder, "tool he");
    CHECK_THAT(run.out, Catch::Contains(shell == "bash" ? "<dirnames>" : "here") &&
                            !Catch::Contains("hello"));
  }
}

TEST_CASE("help texts can't break out of a completion script", "[completion]") {
  const std::string help = R"(it's "$HOME" `id` [a]:b\ $(touch owned) \)";
  CompletedProgram program{"tool", {}, "it's: [x]", {}};
  program.options = {{"one", 'o', CompletedOption::Argument::required, "a'b:c", help,
                      words_of(std::array<std::string_view, 2>{"x-1", "x-2"})},
                     {"two", 0, CompletedOption::Argument::none, "", help}};
  const test::TemporaryFolder folder;
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    folder.write(shell, completion_script(program, shell));
    INFO(shell);
    const auto run = complete(shell, folder.path_of(shell), folder, "tool --one x");
    CHECK_THAT(run.out, Catch::Contains("x-1") && Catch::Contains("x-2"));
    CHECK(run.err.empty());
    CHECK(test::run("/usr/bin/test", {"-e", folder.path_of("owned")}).exit_code == 1);
    if (shell == "fish") CHECK_THAT(run.out, !Catch::Contains("\\'"));
  }
  CHECK_THROWS_AS(completion_script(program, "tcsh"), UsageError);
}

TEST_CASE("every word that an option of the searcher takes one of completes it", "[completion]") {
  const std::string script =
      test::run(BINARY_DIR "/searcher/searcher", {"--completion", "bash"}).out;
  int options = 0;
  for (const SearcherOptionRow& row : searcher_option_rows()) {
    if (row.argument.empty()) continue;
    const std::string option = "--" + std::string(row.name);
    const auto run = test::run(BINARY_DIR "/searcher/searcher", {option, "?", "x"});
    const std::string sign = option + " takes one of ";
    const std::size_t begin = run.err.find(sign);
    if (begin == std::string::npos) continue;
    ++options;
    std::string words = run.err.substr(begin + sign.size());
    words = words.substr(0, words.find(", not '"));
    for (std::size_t comma = 0; (comma = words.find(", ")) != std::string::npos;)
      words.replace(comma, 2, " ");
    CHECK_THAT(script, Catch::Contains("offer '" + words + "'"));
  }
  CHECK(options >= 4);
}
