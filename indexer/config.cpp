// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/config.hpp"

// toml++ 3.3 has assertions that a file can break, such as one with `[]` in it.
namespace demarche {
struct BrokenToml {};
}  // namespace demarche
#define TOML_ASSERT(expression) \
  if (!(expression)) throw demarche::BrokenToml()

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

#include "common/error.hpp"
#include "common/nearest.hpp"
#include "common/program.hpp"
#include "indexer/option_table.hpp"
#include "indexer/sources/file_bytes.hpp"
#include "indexer/sources/source.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_config_bytes = std::size_t{1} << 20U;
constexpr std::array<std::string_view, 5> general_keys = {"jobs", "keep-duplicates",
                                                          "keep-versions", "no-prune", "corpus"};
constexpr std::array<std::string_view, 8> corpus_keys = {
    "paths", "input-format", "map", "set", "name-pattern", "metadata", "join", "language"};

class ConfigReader {
public:
  explicit ConfigReader(std::string path)
      : path_(std::move(path)), folder_(fs::absolute(path_).parent_path()) {}

  void read(const toml::table& table, IndexerOptions& options) {
    for (const auto& [key, node] : table) {
      if (key.str() == "corpus")
        read_corpora(node, options);
      else if (std::find(general_keys.begin(), general_keys.end(), key.str()) != general_keys.end())
        apply(key.str(), node, options);
      else
        refuse_key(key.str(), node, {general_keys.begin(), general_keys.end()});
    }
  }

  [[noreturn]] void fail(const toml::source_region& where, const std::string& what,
                         const std::string& hint = {}) const {
    throw UsageError(fmt::format("{}, line {}: {}", path_, where.begin.line, what), hint);
  }

private:
  void read_corpora(const toml::node& node, IndexerOptions& options) {
    const toml::table* const corpora = node.as_table();
    if (corpora == nullptr) fail(node.source(), "'corpus' is no table", "write [corpus.NAME]");
    for (const auto& [name, corpus] : *corpora) {
      const toml::table* const settings = corpus.as_table();
      if (settings == nullptr)
        fail(corpus.source(), fmt::format("'{}' is no corpus", name.str()),
             fmt::format("write [corpus.{}]", name.str()));
      options.corpora.push_back(read_corpus(*settings));
    }
  }

  CorpusOptions read_corpus(const toml::table& table) {
    IndexerOptions options;
    for (const auto& [key, node] : table) {
      if (std::find(corpus_keys.begin(), corpus_keys.end(), key.str()) == corpus_keys.end())
        refuse_key(key.str(), node, {corpus_keys.begin(), corpus_keys.end()});
      if (key.str() == "paths")
        read_paths(node, options);
      else
        apply(key.str(), node, options);
    }
    if (options.paths.empty()) fail(table.source(), "a corpus has no 'paths'");
    if (options.metadata_path.has_value() == options.join.empty())
      fail(table.source(), "'metadata' and 'join' go together");
    return options;
  }

  void read_paths(const toml::node& node, IndexerOptions& options) {
    for (const std::string& value : values_of(node)) {
      if (value == stdin_name) fail(node.source(), "standard input is no path of a corpus");
      if (value.empty() || value.find('\0') != std::string::npos)
        fail(node.source(), "a path is empty, or has a NUL in it");
      options.paths.push_back(resolved(value));
    }
  }

  /// Gives an option its value, or each of its values.
  void apply(std::string_view key, const toml::node& node, IndexerOptions& options) {
    const auto table = indexer_option_table();
    const auto row = std::find_if(table.begin(), table.end(),
                                  [&](const OptionRow& each) { return each.name == key; });
    try {
      if (row->argument == Argument::none) {
        if (!node.is_boolean()) fail(node.source(), fmt::format("'{}' is true or false", key));
        if (node.as_boolean()->get()) row->apply(options, {});
        return;
      }
      if (key == "join") {
        row->apply(options, fmt::format("{}", fmt::join(values_of(node), ",")));
        return;
      }
      const std::vector<std::string> values = row->repeatable ? pairs_of(node) : values_of(node);
      if (!row->repeatable && values.size() != 1)
        fail(node.source(), fmt::format("'{}' has one value", key));
      for (const std::string& value : values)
        row->apply(options, key == "metadata" ? resolved(value) : value);
    } catch (const UsageError& error) {
      if (std::string_view(error.what()).starts_with(path_)) throw;
      fail(node.source(), fmt::format("{}: {}", key, error.what()), error.hint());
    }
  }

  /// `{ issuer = "Tashmar" }` as "issuer=Tashmar".
  std::vector<std::string> pairs_of(const toml::node& node) const {
    const toml::table* const table = node.as_table();
    if (table == nullptr) fail(node.source(), "is no table", "such as { issuer = \"Verezan\" }");
    std::vector<std::string> pairs;
    for (const auto& [field, value] : *table)
      pairs.push_back(fmt::format("{}={}", field.str(), value_of(value)));
    return pairs;
  }

  std::vector<std::string> values_of(const toml::node& node) const {
    const toml::array* const list = node.as_array();
    if (list == nullptr) return {value_of(node)};
    std::vector<std::string> values;
    for (const toml::node& each : *list) values.push_back(value_of(each));
    return values;
  }

  std::string value_of(const toml::node& node) const {
    if (const auto* const text = node.as_string()) return text->get();
    if (const auto* const number = node.as_integer()) return fmt::to_string(number->get());
    fail(node.source(), "a value is neither a text nor a whole number",
         "texts stand in quotation marks");
  }

  /// A path as the file means it: from its own folder, or from home.
  std::string resolved(const std::string& path) const {
    const char* const home = std::getenv("HOME");
    if ((path == "~" || path.starts_with("~/")) && home != nullptr) return home + path.substr(1);
    return (folder_ / path).lexically_normal().string();
  }

  [[noreturn]] void refuse_key(std::string_view key, const toml::node& node,
                               const std::vector<std::string_view>& known) const {
    const std::string_view near = nearest_name(key, known);
    fail(node.source(), fmt::format("unknown setting '{}'", key),
         near.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                      : fmt::format("did you mean {}?", near));
  }

  std::string path_;
  fs::path folder_;
};

}  // namespace

std::string default_config_path() {
  const auto folder = xdg_folder("XDG_CONFIG_HOME", ".config");
  return folder ? *folder + "/demarche/config" : std::string();
}

void read_config(const std::string& path, IndexerOptions& options) {
  const auto bytes = read_file_bytes(path, max_config_bytes);
  if (!bytes)
    throw UsageError(fmt::format("cannot read the configuration {}: {}", path, bytes.error()));
  parse_config(*bytes, path, options);
}

void parse_config(std::string_view text, const std::string& path, IndexerOptions& options) {
  ConfigReader reader(path);
  try {
    reader.read(toml::parse(text, path), options);
  } catch (const toml::parse_error& error) {
    reader.fail(error.source(), std::string(error.description()));
  } catch (const BrokenToml&) {
    throw UsageError(fmt::format("{} is not TOML", path));
  }
}

}  // namespace demarche
