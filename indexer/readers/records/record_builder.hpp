// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "indexer/field.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/record_names.hpp"

namespace demarche {

/// What a member of a record holds.
struct RecordValue {
  enum class Kind {
    nothing,  ///< null
    text,     ///< a string, a cell
    scalar,   ///< a number, as it is written, or `true` or `false`
    list,     ///< an array of these: `a; b`, each as field_value gives it
    other     ///< anything with an object or an array in it
  };
  Kind kind = Kind::nothing;
  std::string text;                 ///< valid UTF-8 with LF line ends; of `other` nothing
  std::size_t half_characters = 0;  ///< as in JsonString
  /// Of an object: where the longest text in it stands, as a JSON pointer from here, and how long
  /// that is.
  std::string text_at = {};
  std::size_t text_bytes = 0;
};

/// A record of a file: a statement, or why it is none.
struct ReadRecord {
  std::uint64_t line;  ///< of the file, where it begins, from 1
  /// Among the records, blank lines not counted, from 1; 0 where the file is one statement.
  std::uint64_t number;
  /// Its id is empty where the record gives none.
  tl::expected<ReadStatement, std::string> statement;
  /// Where the file is an archive: the path of the member that the record is of.
  std::string member = {};
  std::string label = {};  ///< what the file calls the record; empty: its number does
};
using TakeRecord = std::function<void(ReadRecord&&)>;

/// Puts a record's members where a statement has them. For one record, and one thread.
class RecordBuilder {
public:
  /// `names` outlives the object.
  explicit RecordBuilder(const RecordNames& names) : names_(names) {}

  /// A member by its key, or by its JSON pointer where --map names that.
  void add(std::string_view key, RecordValue&& value);

  /// The statement, its id empty where the record has none; or why it is none.
  tl::expected<ReadStatement, std::string> finish();

private:
  /// What the record says by one kind of name.
  struct Fields {
    FieldMap values;
    std::optional<RecordValue> text;
    bool is_named_html = false;  ///< where the text is from
  };

  void put(Fields& fields, const std::string& name, RecordValue&& value, std::string_view key);
  void note_member(std::string_view key, const RecordValue& value);
  std::string reason_of_no_text() const;
  tl::expected<std::string, std::string> plain_text(Fields& from) const;
  void note_common_text(const std::string& name, const RecordValue& value);
  void take_common_names();
  void warn(std::string what);
  void sum_up_warnings();

  const RecordNames& names_;
  Fields own_, mapped_;
  /// The text by a common name, and which: the first of common_names() that came.
  std::optional<RecordValue> common_text_;
  const CommonName* text_name_ = nullptr;
  std::string members_;      ///< their names, as they are written
  std::size_t unnamed_ = 0;  ///< members that are not in it
  std::string text_at_;      ///< a JSON pointer to the longest text in a member
  std::size_t text_bytes_ = 0;
  std::size_t half_characters_ = 0;
  std::size_t odd_ = 0;  ///< how many warnings there would be
  std::vector<std::string> warnings_;
};

}  // namespace demarche
