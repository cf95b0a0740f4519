// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "common/statement.hpp"
#include "indexer/source_stamp.hpp"

namespace Xapian {
class Document;
}

namespace demarche {

/// Turns statements into Xapian documents, by the one analyzer and the schema.
/// Keeps the words it has seen, so that each is stemmed once. Not thread-safe:
/// one object a thread.
class DocumentBuilder {
public:
  DocumentBuilder();
  ~DocumentBuilder();

  /// `statement` is complete (FieldSources::complete); `root` is the PATH it
  /// came from.
  Xapian::Document build(const Statement& statement, const std::string& root,
                         const SourceStamp& source);

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A number that changes when anything does that a reader of the statement sees.
std::uint64_t content_hash(const Statement& statement);

}  // namespace demarche
