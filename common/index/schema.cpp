// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/schema.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>

#include "common/hash.hpp"
#include "common/statement.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"
#include "common/version.hpp"

namespace demarche {

std::string field_word_term(std::string_view field, std::string_view word) {
  return fmt::format("{}{}:{}", prefix::field, field, word);
}

std::string field_value_term(std::string_view field, std::string_view key) {
  return fmt::format("{}{}={}", prefix::field, field, key);
}

std::string document_key(std::string_view name) {
  std::string key(name);
  bound_term(key);
  // A NUL counts double in a term; names from hostile headers may hold them.
  std::replace(key.begin(), key.end(), '\0', ' ');
  return key;
}

std::string root_key(std::string_view root) { return fmt::format("{:016x}", fnv1a(root)); }

std::string source_key(std::string_view root, std::string_view name) {
  return fmt::format("{}:{}", root_key(root), document_key(name));
}

bool is_word_field(std::string_view field) {
  return field == "title" || field == "speaker" || field == "post" || !is_known_field(field);
}

std::string version_text(std::string_view program) {
  return fmt::format("{} (Demarche) {}\nXapian {}, index format {}, analyzer {}\n", program,
                     program_version, Xapian::version_string(), index_format, analyzer_version);
}

}  // namespace demarche
