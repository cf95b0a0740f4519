// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>
#include <string_view>
#include <toml.hpp>
#include <vector>

#include "common/error.hpp"
#include "common/files/file_bytes.hpp"
#include "common/nearest.hpp"
#include "common/program.hpp"
#include "common/text/utf8.hpp"
#include "indexer/option_table.hpp"
#include "indexer/sources/source.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;
/// Sorted, so that corpora come in an order that does not change.
using Toml = toml::basic_value<toml::discard_comments, std::map, std::vector>;

constexpr std::size_t max_config_bytes = std::size_t{1} << 20U;
/// The parser goes one call deeper with each bracket.
constexpr int max_depth = 64;
constexpr std::array<std::string_view, 5> general_keys = {"jobs", "keep-duplicates",
                                                          "keep-versions", "no-prune", "corpus"};
constexpr std::array<std::string_view, 8> corpus_keys = {
    "paths", "input-format", "map", "set", "name-pattern", "metadata", "join", "language"};

class ConfigReader {
public:
  explicit ConfigReader(std::string path)
      : path_(std::move(path)), folder_(fs::absolute(path_).parent_path()) {}

  void read(const Toml& table, IndexerOptions& options) {
    for (const auto& [key, node] : table.as_table()) {
      if (key == "corpus")
        read_corpora(node, options);
      else if (std::find(general_keys.begin(), general_keys.end(), key) != general_keys.end())
        apply(key, node, options);
      else
        refuse_key(key, node, {general_keys.begin(), general_keys.end()});
    }
  }

  [[noreturn]] void fail(std::uint64_t line, const std::string& what,
                         const std::string& hint = {}) const {
    throw UsageError(fmt::format("{}, line {}: {}", path_, line, what), hint);
  }

private:
  [[noreturn]] void fail(const Toml& node, const std::string& what,
                         const std::string& hint = {}) const {
    fail(node.location().line(), what, hint);
  }

  void read_corpora(const Toml& node, IndexerOptions& options) {
    if (!node.is_table()) fail(node, "'corpus' is no table", "write [corpus.NAME]");
    for (const auto& [name, corpus] : node.as_table()) {
      if (!corpus.is_table())
        fail(corpus, fmt::format("'{}' is no corpus", name),
             fmt::format("write [corpus.{}]", name));
      options.corpora.push_back(read_corpus(corpus));
    }
  }

  CorpusOptions read_corpus(const Toml& table) {
    IndexerOptions options;
    for (const auto& [key, node] : table.as_table()) {
      if (std::find(corpus_keys.begin(), corpus_keys.end(), key) == corpus_keys.end())
        refuse_key(key, node, {corpus_keys.begin(), corpus_keys.end()});
      if (key == "paths")
        read_paths(node, options);
      else
        apply(key, node, options);
    }
    if (options.paths.empty()) fail(table, "a corpus has no 'paths'");
    if (options.metadata_path.has_value() == options.join.empty())
      fail(table, "'metadata' and 'join' go together");
    return options;
  }

  void read_paths(const Toml& node, IndexerOptions& options) {
    for (const std::string& value : values_of(node)) {
      if (value == stdin_name) fail(node, "standard input is no path of a corpus");
      if (value.empty() || value.find('\0') != std::string::npos)
        fail(node, "a path is empty, or has a NUL in it");
      options.paths.push_back(resolved(value));
    }
  }

  /// Gives an option its value, or each of its values.
  void apply(std::string_view key, const Toml& node, IndexerOptions& options) {
    const auto table = indexer_option_table();
    const auto row = std::find_if(table.begin(), table.end(),
                                  [&](const OptionRow& each) { return each.name == key; });
    try {
      if (row->argument == Argument::none) {
        if (!node.is_boolean()) fail(node, fmt::format("'{}' is true or false", key));
        if (node.as_boolean()) row->apply(options, {});
        return;
      }
      if (key == "join") {
        row->apply(options, fmt::format("{}", fmt::join(values_of(node), ",")));
        return;
      }
      const std::vector<std::string> values = row->repeatable ? pairs_of(node) : values_of(node);
      if (!row->repeatable && values.size() != 1)
        fail(node, fmt::format("'{}' has one value", key));
      for (const std::string& value : values)
        row->apply(options, key == "metadata" ? resolved(value) : value);
    } catch (const UsageError& error) {
      if (std::string_view(error.what()).starts_with(path_)) throw;
      fail(node, fmt::format("{}: {}", key, error.what()), error.hint());
    }
  }

  /// `{ issuer = "Tashmar" }` as "issuer=Tashmar".
  std::vector<std::string> pairs_of(const Toml& node) const {
    if (!node.is_table()) fail(node, "is no table", "such as { issuer = \"Verezan\" }");
    std::vector<std::string> pairs;
    for (const auto& [field, value] : node.as_table())
      pairs.push_back(fmt::format("{}={}", field, value_of(value)));
    return pairs;
  }

  std::vector<std::string> values_of(const Toml& node) const {
    if (!node.is_array()) return {value_of(node)};
    std::vector<std::string> values;
    for (const Toml& each : node.as_array()) values.push_back(value_of(each));
    return values;
  }

  std::string value_of(const Toml& node) const {
    if (node.is_string()) return node.as_string().str;
    if (node.is_integer()) return fmt::to_string(node.as_integer());
    fail(node, "a value is neither a text nor a whole number", "texts stand in quotation marks");
  }

  /// A path as the file means it: from its own folder, or from home.
  std::string resolved(const std::string& path) const {
    const char* const home = std::getenv("HOME");
    if ((path == "~" || path.starts_with("~/")) && home != nullptr) return home + path.substr(1);
    return (folder_ / path).lexically_normal().string();
  }

  [[noreturn]] void refuse_key(std::string_view key, const Toml& node,
                               const std::vector<std::string_view>& known) const {
    const std::string_view near = nearest_name(key, known);
    fail(node, fmt::format("unknown setting '{}'", key),
         near.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                      : fmt::format("did you mean {}?", near));
  }

  std::string path_;
  fs::path folder_;
};

/// How deep brackets are nested, those within texts counted as well.
int depth_of(std::string_view text) {
  int depth = 0, deepest = 0;
  for (const char c : text) {
    if (c == '[' || c == '{') deepest = std::max(deepest, ++depth);
    if (c == ']' || c == '}') depth = std::max(depth - 1, 0);
  }
  return deepest;
}

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
  if (depth_of(text) > max_depth) throw UsageError(fmt::format("{} is nested too deeply", path));
  // The parser reads beyond a text that is not (ToruNiina/toml11, before 4.0).
  if (!is_utf8(text)) throw UsageError(fmt::format("{} is not UTF-8", path), "save it as UTF-8");
  ConfigReader reader(path);
  std::istringstream bytes{std::string(text)};
  try {
    reader.read(toml::parse<toml::discard_comments, std::map>(bytes, path), options);
  } catch (const toml::exception& error) {
    reader.fail(error.location().line(), "not TOML as it should be", "https://toml.io shows how");
  }
}

}  // namespace demarche
