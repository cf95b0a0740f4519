// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/names/name_table.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "common/names/inverted_name.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

using Rows = std::set<std::uint32_t>;

/// Whether words that have the variant's key can be meant by it in a text.
bool is_in_texts(const PackedVariant& variant, bool capitals) {
  return variant.use == NameUse::name && (capitals || !variant.acronym);
}

std::vector<std::string_view> first_names(const NameIndex& index, const Rows& rows) {
  std::vector<std::string_view> names;
  for (const std::uint32_t row : rows) names.push_back(index.text(index.row(row).front()));
  return names;
}

/// What words of a text with this key mean.
FoundName in_texts(const NameIndex& index, std::string_view key, bool capitals) {
  Rows rows;
  bool ambiguous = false;
  for (const std::uint32_t number : index.with_key(key)) {
    const PackedVariant& variant = index.variants[number];
    if (!is_in_texts(variant, capitals)) continue;
    rows.insert(variant.row);
    ambiguous = ambiguous || variant.ambiguous;
  }
  FoundName found;
  if (ambiguous || rows.size() > 1) {
    found.meanings = first_names(index, rows);
  } else if (!rows.empty()) {
    for (const PackedVariant& variant : index.row(*rows.begin())) {
      if (variant.use == NameUse::name && !variant.ambiguous)
        found.names.push_back(index.text(variant));
    }
  }
  return found;
}

/// The rows that a filter can mean by this key: those that have it as a code
/// before those that have it as a name, and these before those where it is ambiguous.
Rows meant_by_filter(const NameIndex& index, std::string_view key) {
  Rows codes, names, ambiguous;
  for (const std::uint32_t number : index.with_key(key)) {
    const PackedVariant& variant = index.variants[number];
    (variant.ambiguous              ? ambiguous
     : variant.use == NameUse::code ? codes
                                    : names)
        .insert(variant.row);
  }
  return !codes.empty() ? codes : !names.empty() ? names : ambiguous;
}

FoundName in_filters(const NameIndex& index, std::string_view key) {
  const Rows rows = meant_by_filter(index, key);
  FoundName found;
  if (rows.size() > 1) found.meanings = first_names(index, rows);
  if (rows.size() != 1) return found;
  for (const PackedVariant& variant : index.row(*rows.begin())) {
    if (meant_by_filter(index, index.key(variant)) == rows)
      found.names.push_back(index.text(variant));
  }
  return found;
}

bool is_certain(NameUse use, bool ambiguous) { return use == NameUse::name && !ambiguous; }

/// Makes rows that share a name one row.
class JoinedRows {
public:
  explicit JoinedRows(const NameIndex& built_in) : built_in_(built_in) {}

  void add(NameRow row) {
    std::deque<NameVariant> waiting(row.variants.begin(), row.variants.end());
    row.variants.clear();
    std::set<std::pair<std::string, bool>> keys;
    for (; !waiting.empty(); waiting.pop_front()) {
      NameVariant& variant = waiting.front();
      const std::string key = value_key(variant.text);
      if (!keys.insert({key, variant.ambiguous}).second) continue;
      if (is_certain(variant.use, variant.ambiguous)) {
        take_built_in(key, waiting);
        take_own(key, waiting);
      }
      row.variants.push_back(variant);
    }
    rows_.push_back(std::move(row));
  }

  std::vector<NameRow> take() {
    std::erase_if(rows_, [](const NameRow& row) { return row.variants.empty(); });
    return std::move(rows_);
  }

private:
  void take_built_in(std::string_view key, std::deque<NameVariant>& out) const {
    for (const std::uint32_t number : built_in_.with_key(key)) {
      const PackedVariant& same = built_in_.variants[number];
      if (!is_certain(same.use, same.ambiguous)) continue;
      for (const PackedVariant& variant : built_in_.row(same.row)) {
        if (!variant.ambiguous)
          out.push_back({std::string(built_in_.text(variant)), variant.use, false});
      }
    }
  }

  /// Takes all of an earlier row that has the name, which is the new row's from now on.
  void take_own(const std::string& key, std::deque<NameVariant>& out) {
    const auto [owner, is_new] = owners_.try_emplace(key, rows_.size());
    if (is_new || owner->second == rows_.size()) return;
    std::vector<NameVariant>& variants = rows_[owner->second].variants;
    out.insert(out.end(), variants.begin(), variants.end());
    variants.clear();
    owner->second = rows_.size();
  }

  const NameIndex& built_in_;
  std::vector<NameRow> rows_;                  ///< empty where another row took it
  std::map<std::string, std::size_t> owners_;  ///< the row of each name
};

}  // namespace

NameTable::NameTable(std::vector<NameRow> own) {
  JoinedRows joined(built_in_);
  for (NameRow& row : own) joined.add(std::move(row));
  own_ = std::make_shared<const PackedNames>(pack_names(joined.take()));
  own_index_ = own_->index();
}

FoundName NameTable::longest(std::span<const NameWord> words) const {
  FoundName longest;
  // A name of the user's own goes before a built-in one that is no longer.
  for (const NameIndex* const index : {&own_index_, &built_in_}) {
    std::string key;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) key += ' ';
      key += words[i].term;
      if (index->with_beginning(key).empty()) break;
      if (i < longest.words) continue;
      FoundName found = in_texts(*index, key, i == 0 && words.front().capitals);
      if (found.names.empty() && found.meanings.empty()) continue;
      longest = std::move(found);
      longest.words = i + 1;
    }
  }
  return longest;
}

FoundName NameTable::upright_value(std::string_view key) const {
  FoundName found = in_filters(own_index_, key);
  if (found.names.empty() && found.meanings.empty()) found = in_filters(built_in_, key);
  return found;
}

FoundName NameTable::value(std::string_view key) const {
  FoundName found = upright_value(key);
  for (const std::string& name : upright_names(key)) {
    if (!found.names.empty() || !found.meanings.empty()) break;
    found = upright_value(name);
  }
  return found;
}

bool NameTable::is_acronym(std::string_view term) const {
  const auto has = [term](const NameIndex& index) {
    const auto same = index.with_key(term);
    return std::any_of(same.begin(), same.end(), [&](std::uint32_t number) {
      return index.variants[number].use == NameUse::name && index.variants[number].acronym;
    });
  };
  return has(own_index_) || has(built_in_);
}

}  // namespace demarche
