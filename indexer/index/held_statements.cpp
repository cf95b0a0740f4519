// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/held_statements.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace demarche {

HeldStatements::HeldStatements(HeldStatement statement)
    : HeldStatements({}, {std::move(statement)}, {}) {}

HeldStatements::HeldStatements(const std::vector<std::pair<Key, std::uint32_t>>& documents,
                               std::vector<HeldStatement> copies, Reader read)
    : copies_(std::move(copies)), read_(std::move(read)) {
  std::sort(copies_.begin(), copies_.end(),
            [](const HeldStatement& a, const HeldStatement& b) { return a.id < b.id; });
  entries_.reserve(documents.size() + copies_.size());
  for (const auto& [key, document] : documents) entries_.push_back({key, document});
  for (std::uint32_t i = 0; i < copies_.size(); ++i)
    entries_.push_back({key_of_id(copies_[i].id), i, true});
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.key, a.is_copy) < std::tie(b.key, b.is_copy);
  });
  const auto end = std::unique(entries_.begin(), entries_.end(),
                               [](const Entry& a, const Entry& b) { return a.key == b.key; });
  entries_.erase(end, entries_.end());
}

std::optional<HeldStatement> HeldStatements::find(std::string_view id) const {
  const std::size_t place = place_of(key_of_id(id));
  if (place == entries_.size()) return std::nullopt;
  return at(entries_[place]);
}

void HeldStatements::claim(const HeldStatement& statement) {
  const std::size_t place = place_of(key_of_id(statement.id));
  if (place < entries_.size()) entries_[place].is_claimed = true;
}

std::uint64_t HeldStatements::claim_all() {
  const std::uint64_t count = unclaimed();
  for (Entry& entry : entries_) entry.is_claimed = true;
  return count;
}

std::uint64_t HeldStatements::unclaimed() const {
  return static_cast<std::uint64_t>(std::count_if(
      entries_.begin(), entries_.end(), [](const Entry& entry) { return !entry.is_claimed; }));
}

void HeldStatements::for_each_unclaimed(
    const std::function<void(const HeldStatement&)>& sink) const {
  std::vector<Entry> left;
  std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(left),
               [](const Entry& entry) { return !entry.is_claimed; });
  std::sort(left.begin(), left.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.is_copy, a.number) < std::tie(b.is_copy, b.number);
  });
  for (const Entry& entry : left) sink(at(entry));
}

std::size_t HeldStatements::place_of(const Key& key) const {
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), key,
                       [](const Entry& entry, const Key& wanted) { return entry.key < wanted; });
  if (found == entries_.end() || found->key != key) return entries_.size();
  return static_cast<std::size_t>(found - entries_.begin());
}

HeldStatement HeldStatements::at(const Entry& entry) const {
  return entry.is_copy ? copies_[entry.number] : read_(entry.number);
}

}  // namespace demarche
