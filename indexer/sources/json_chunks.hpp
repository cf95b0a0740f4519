// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "indexer/sources/byte_stream.hpp"
#include "indexer/sources/json_value_scanner.hpp"
#include "indexer/sources/line_chunks.hpp"

namespace demarche {

/// Reads a JSON file in chunks of whole records. Records are the items of an array and, of an
/// object without a text, the items of each of its members that is an array of objects; where it
/// has none, but one in one of its members, as in `{"response": {"docs": [{…}]}}`, the items of
/// that. Any other object is one record. Several values may follow one another. A chunk holds
/// records with what stands between them: blanks and commas. A record whose brackets do not match
/// goes up to the next line that begins as its own does: where each begins a line, it is lost
/// alone. A UTF-8 byte order mark at the beginning is dropped. Holds a chunk and the longest
/// record, and an object that may be a record: twice 64 MiB at most. For one thread.
class JsonChunks {
public:
  using IsText = std::function<bool(std::string_view key, bool is_string)>;
  static constexpr std::size_t default_slice_bytes = LineChunks::default_slice_bytes;
  static constexpr std::size_t default_record_bytes = LineChunks::default_line_bytes;

  /// `is_text`: whether a member of that name, as it is written, is a record's text.
  JsonChunks(std::unique_ptr<ByteStream> file, IsText is_text,
             std::size_t slice_bytes = default_slice_bytes,
             std::size_t max_record_bytes = default_record_bytes);

  /// The next records; nothing at the end. The reason, with the line, where brackets or commas are
  /// broken, so that no more can be read, or where reading failed: after the records before.
  /// LineChunk::first_line is that of the first record, first_record its number. Throws
  /// Interrupted where a signal has come.
  tl::expected<std::optional<LineChunk>, std::string> next();

  /// Whether any JSON was found.
  bool is_begun() const { return is_begun_; }

private:
  /// Where it reads.
  enum class Place {
    between_values,  ///< of the file
    in_object,       ///< one that holds arrays of records
    in_list,         ///< an array of records
    at_end           ///< nothing more is read
  };

  void step_in_file();
  void step_in_object();
  void step_in_list();
  /// What an object that may hold records has in it.
  struct Contents {
    bool has_text = false;
    std::size_t lists = 0;        ///< arrays of objects
    std::size_t inner_lists = 0;  ///< of objects in it
  };
  enum class Entered { nothing, list, object };

  Entered enter_member();
  bool holds_records();
  bool look_through_object(std::size_t& at, std::size_t depth, Contents& contents);
  void take_record();
  void add_record(std::size_t length);
  bool take_broken_record(std::size_t searched);
  void note_indent(std::string_view taken);
  void pass_over_record();
  void drop_mark();
  bool pass_over_value(JsonValueScanner scanner);
  bool more();
  bool skip_blanks();
  bool look_past_blanks(std::size_t& at);
  bool look_past_value(std::size_t& at);
  void consume(std::size_t bytes);
  void give_chunk();
  void fail(std::string_view what);
  std::string_view ahead() const { return std::string_view(pending_).substr(at_); }

  std::unique_ptr<ByteStream> file_;
  IsText is_text_;
  std::size_t slice_bytes_;
  std::size_t max_record_bytes_;
  std::string pending_;  ///< read; from at_ on it is still to be looked at
  std::size_t at_ = 0;
  Place place_ = Place::between_values;
  Place around_list_ = Place::between_values;
  bool expects_comma_ = false;  ///< or the closing bracket
  std::size_t open_objects_ = 0;
  bool is_list_within_ = false;  ///< whether the list is that of an object in the object
  bool is_begun_ = false;
  bool is_all_read_ = false;
  std::optional<std::string> failure_;
  LineChunk chunk_;              ///< is being filled
  std::deque<LineChunk> ready_;  ///< to be given next
  std::uint64_t line_ = 1;       ///< of at_
  /// What stands before at_ in its line; nothing where that is not blank.
  std::optional<std::string> indent_ = std::string();
  bool is_after_broken_ = false;  ///< whether a record was cut off where the next begins
  std::uint64_t searched_bytes_ = 0;
  std::uint64_t record_ = 1;
};

}  // namespace demarche
