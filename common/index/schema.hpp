// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/text/analyzer.hpp"

// The layout of the index: every prefix, value slot and metadata key in this
// one place; stored_statement.hpp and word_forms.hpp hold the layouts of what
// stands under them. Reader and writer use no other.

namespace Xapian {
class Database;
}  // namespace Xapian

namespace demarche {

/// On disk: raise it with any change below that an older program can't read.
inline constexpr int index_format = 5;

/// Terms. Words of the text have none of these prefixes, as Xapian's convention
/// has it, so that xapian-delve and omega read the index. There are no stems
/// among them: see word_forms.hpp.
namespace prefix {                                  // on disk: never reuse
inline constexpr std::string_view id = "Q";         ///< + document_key(id): one statement
inline constexpr std::string_view title = "S";      ///< + word or compound_key() of the title
inline constexpr std::string_view acronym = "XA";   ///< + word that stands in capitals
inline constexpr std::string_view tag = "XT";       ///< + `#tag` or `@handle`
inline constexpr std::string_view compound = "XH";  ///< + compound_key()
inline constexpr std::string_view citation = "XC";  ///< + "s/res/242": see Citation::symbol
inline constexpr std::string_view identity = "XD";  ///< + identity(): the same statement's copies
inline constexpr std::string_view source = "XP";    ///< + source_key(): statements of one file
inline constexpr std::string_view field =
    "XF";  ///< + name, see field_word_term() and field_value_term()
}  // namespace prefix

/// The term of a word of a field other than the title: `XFspeaker:lavrov`.
std::string field_word_term(std::string_view field, std::string_view word);
/// The term of a whole field value: `XFissuer=pakistan`. `key` is value_key()'s.
std::string field_value_term(std::string_view field, std::string_view key);
/// A compound as a term's tail: its word, its mark, and after which bytes of the
/// word the hyphens stand. "ceasefire:cease-fire" is "ceasefire:5"; the table of
/// positions would have the word twice for each statement.
std::string compound_key(std::string_view compound);
/// The compound that compound_key() gave `key` for.
std::string compound_of(std::string_view key);
/// A name of any length and bytes, as a term's tail: itself, or its beginning
/// and a hash.
std::string document_key(std::string_view name);
/// What stands for a PATH that was indexed: a hash, in 16 hexadecimal digits.
std::string root_key(std::string_view root);
/// What stands for the file `name` below the PATH `root`: root_key(), a colon,
/// and document_key() of the name.
std::string source_key(std::string_view root, std::string_view name);

/// What follows a prefix in the only term of a document that has it. Throws Xapian's
/// DatabaseCorruptError where none has.
std::string term_tail(const Xapian::Database& database, std::uint32_t document,
                      std::string_view prefix);

/// Values.
enum class Slot : unsigned {  // on disk: never renumber
  first_day = 0,              ///< YYYYMMDD of the date's first day; empty without a date
  last_day = 1,               ///< YYYYMMDD of its last
  extent = 2,                 ///< date and number of words: see extent.hpp
  id = 3,                     ///< the statement's id
  content = 4,                ///< content_hash() of the statement, in eight bytes
  issuer = 5,                 ///< the field's value
  language = 6,               ///< the field's value
  speaker = 7,                ///< the field's value
  event = 8,                  ///< the field's value
  age = 9,                    ///< first_day with each digit taken from nine: the oldest is highest
  seen = 10  ///< sortable_serialise of when this wording was indexed, in seconds since the epoch
};

/// The position of the text's first word: the title's words come first, the
/// last of them before `title_end`, and no phrase goes from one to the other.
constexpr std::uint32_t first_text_position(std::uint32_t title_end) {
  return title_end > 1 ? title_end + paragraph_gap : 1;
}

/// The occurrences in the text that one in the title counts for, in ranking.
inline constexpr unsigned title_weight = 5;

/// Keys of the database's metadata: on disk, never renamed.
namespace metadata_key {
inline constexpr const char* format = "demarche.format";
inline constexpr const char* analyzer = "demarche.analyzer";
inline constexpr const char* xapian = "demarche.xapian";
inline constexpr const char* languages = "demarche.languages";  ///< separated by spaces
inline constexpr const char* fields = "demarche.fields";    ///< user's fields, separated by spaces
inline constexpr std::string_view root = "demarche.root:";  ///< + root_key(): the PATH
inline constexpr std::string_view source = "demarche.source:";  ///< + source_key(): FileStamp
inline constexpr std::string_view forms = "demarche.forms:";    ///< see word_forms.hpp
/// + the number, in decimal digits: a zstd dictionary for statements' texts.
inline constexpr std::string_view dictionary = "demarche.dictionary:";
/// + an identity: the copies of a statement, see copies.hpp.
inline constexpr std::string_view copies = "demarche.copies:";
/// + document_key(id): the identity of the copy with that id.
inline constexpr std::string_view copy = "demarche.copy:";
/// + source_key(): the ids of the copies that stand in the file.
inline constexpr std::string_view copies_in = "demarche.copies-in:";
/// + document_key(id): earlier wordings of a statement, see versions.hpp.
inline constexpr std::string_view versions = "demarche.versions:";
/// The number of the dictionary that new statements are compressed with.
inline constexpr const char* current_dictionary = "demarche.dictionary";
}  // namespace metadata_key

/// Whether a field is searched by its words (`speaker:lavrov`) and not
/// compared as a whole (`issuer:Pakistan`). Every field that users bring is.
bool is_word_field(std::string_view field);

/// What --version prints.
std::string version_text(std::string_view program);

}  // namespace demarche
