// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/statement.hpp"

// The layout of the index: every prefix, value slot and metadata key, and the
// stored document, in this one place. Reader and writer use no other.

namespace demarche {

/// On disk: raise it with any change below that an older program can't read.
inline constexpr int index_format = 1;

/// Terms. Words of the text have none of these prefixes, as Xapian's convention
/// has it, so that xapian-delve and omega read the index.
namespace prefix {                                    // on disk: never reuse
inline constexpr std::string_view id = "Q";           ///< + document_key(id): one statement
inline constexpr std::string_view stem = "Z";         ///< + stem of a word of title or text
inline constexpr std::string_view title = "S";        ///< + word of the title
inline constexpr std::string_view title_stem = "ZS";  ///< + stem of a word of the title
inline constexpr std::string_view acronym = "XA";     ///< + word that stands in capitals
inline constexpr std::string_view tag = "XT";         ///< + `#tag` or `@handle`
inline constexpr std::string_view compound = "XH";    ///< + "ceasefire:cease-fire"
inline constexpr std::string_view root = "XROOT:";    ///< + document_key(PATH it came from)
inline constexpr std::string_view field =
    "XF";  ///< + name, see field_word_term() and field_value_term()
}  // namespace prefix

/// The term of a word of a field other than the title: `XFspeaker:lavrov`.
std::string field_word_term(std::string_view field, std::string_view word);
/// The term of a whole field value: `XFissuer=pakistan`. `key` is value_key()'s.
std::string field_value_term(std::string_view field, std::string_view key);
/// A name of any length and bytes, as a term's tail: itself, or its beginning
/// and a hash.
std::string document_key(std::string_view name);

/// Values.
enum class Slot : unsigned {  // on disk: never renumber
  first_day = 0,              ///< YYYYMMDD of the date's first day; empty without a date
  last_day = 1,               ///< YYYYMMDD of its last
  words = 2,                  ///< Xapian::sortable_serialise of how many words title and text have
  id = 3,                     ///< the statement's id
  source = 4,                 ///< SourceStamp::serialise()
  issuer = 5,                 ///< the field's value
  language = 6,               ///< the field's value
  speaker = 7,                ///< the field's value
  event = 8                   ///< the field's value
};

/// The occurrences in the text that one in the title counts for, in ranking.
inline constexpr unsigned title_weight = 5;

/// Keys of the database's metadata: on disk, never renamed.
namespace metadata_key {
inline constexpr const char* format = "demarche.format";
inline constexpr const char* analyzer = "demarche.analyzer";
inline constexpr const char* xapian = "demarche.xapian";
inline constexpr const char* languages = "demarche.languages";  ///< separated by spaces
inline constexpr const char* fields = "demarche.fields";  ///< user's fields, separated by spaces
}  // namespace metadata_key

/// Whether a field is searched by its words (`speaker:lavrov`) and not
/// compared as a whole (`issuer:Pakistan`). Every field that users bring is.
bool is_word_field(std::string_view field);

/// A statement as the bytes that Xapian stores with the document: a layout
/// number, the fields, and the text as one zstd frame. The id is in its slot.
std::string encode_statement(const Statement& statement);
/// The fields of a stored statement, without its text. Throws IndexError for
/// bytes that encode_statement never wrote.
Statement decode_fields(std::string_view stored);
/// The whole statement, but for its id. Throws as decode_fields.
Statement decode_statement(std::string_view stored);

/// What --version prints.
std::string version_text(std::string_view program);

}  // namespace demarche
