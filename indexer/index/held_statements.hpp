// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/index/key.hpp"

namespace demarche {

/// A statement that the index holds, or a copy of one.
struct HeldStatement {
  std::string id;
  std::uint32_t document = 0;  ///< Xapian's document number; 0 for a copy
  std::uint64_t content = 0;   ///< content_hash() when it was indexed
  std::int64_t seen_s = 0;     ///< when this wording was indexed, since the epoch
};

/// What an index holds of one source. Each can be claimed: found again in its file. There may be
/// millions, of which the index is asked one by one; only copies are kept in memory. One thread.
class HeldStatements {
public:
  using Reader = std::function<HeldStatement(std::uint32_t document)>;

  HeldStatements() = default;
  /// A single one.
  explicit HeldStatements(HeldStatement statement);
  /// `documents`: their numbers, and keys of their ids. `read` tells more of one, and throws what
  /// it throws wherever they are asked for. A copy with an id that a document has is none.
  HeldStatements(const std::vector<std::pair<Key, std::uint32_t>>& documents,
                 std::vector<HeldStatement> copies, Reader read);

  std::uint64_t size() const { return entries_.size(); }
  std::optional<HeldStatement> find(std::string_view id) const;
  /// The first; there is one.
  HeldStatement front() const { return at(entries_.front()); }

  void claim(const HeldStatement& statement);
  /// Claims all. How many were not claimed before.
  std::uint64_t claim_all();
  std::uint64_t unclaimed() const;
  /// Documents in the order of their numbers, then copies by id.
  void for_each_unclaimed(const std::function<void(const HeldStatement&)>& sink) const;

private:
  struct Entry {
    Key key;                   ///< of the id
    std::uint32_t number = 0;  ///< of the document, or in copies_
    bool is_copy = false;
    bool is_claimed = false;
  };

  /// Its place in entries_; one behind the last where there is none.
  std::size_t place_of(const Key& key) const;
  HeldStatement at(const Entry& entry) const;

  std::vector<Entry> entries_;  ///< by key
  std::vector<HeldStatement> copies_;
  Reader read_;
};

}  // namespace demarche
