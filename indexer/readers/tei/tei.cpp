// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/tei/tei.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "indexer/field.hpp"
#include "indexer/readers/document_information.hpp"
#include "indexer/readers/markup.hpp"
#include "indexer/readers/tei/tei_elements.hpp"

namespace demarche {
namespace {

/// What the header says of a whole file.
struct Header {
  std::string title;
  std::string author;
  std::string date;          ///< of the text, or of what it was taken from
  std::string edition_date;  ///< of the file's publication
  std::string language;
};

std::string line_of(const pugi::xml_node& node) { return marked_up_line(node, markup_of_tei); }

std::string title_of(const pugi::xml_node& statement) {
  pugi::xml_node title;
  for (const std::string_view type : {"complete", "main", ""}) {
    for (const pugi::xml_node& each : statement.children()) {
      if (local_name(each) == "title" && !title && attribute(each, "type") == type) title = each;
    }
  }
  return line_of(title ? title : child(statement, "title"));
}

Header read_header(const pugi::xml_node& tei) {
  const pugi::xml_node header = child(tei, "teiHeader");
  const pugi::xml_node file = child(header, "fileDesc");
  const pugi::xml_node title_statement = child(file, "titleStmt");
  Header read;
  read.title = title_of(title_statement);
  for (const pugi::xml_node& each : title_statement.children()) {
    if (local_name(each) != "author") continue;
    const std::string name = line_of(each);
    if (!name.empty()) read.author += read.author.empty() ? name : "; " + name;
  }
  const pugi::xml_node profile = child(header, "profileDesc");
  read.date = tei_date(first_below(child(profile, "creation"), "date"));
  if (read.date.empty()) read.date = tei_date(first_below(child(file, "sourceDesc"), "date"));
  read.edition_date = tei_date(first_below(child(file, "publicationStmt"), "date"));
  const pugi::xml_node languages = child(profile, "langUsage");
  const pugi::xml_node language = child(languages, "language");
  const bool is_only = std::count_if(languages.begin(), languages.end(), [](const auto& each) {
                         return local_name(each) == "language";
                       }) == 1;
  if (is_only) read.language = attribute(language, "ident");
  return read;
}

/// The language that an element or the nearest about it says it has.
std::string language_about(pugi::xml_node node) {
  for (; node; node = node.parent()) {
    const std::string_view language = node.attribute("xml:lang").value();
    if (!language.empty()) return std::string(language);
  }
  return {};
}

bool is_tei(const pugi::xml_node& node) {
  return local_name(node) == "TEI" || local_name(node) == "TEI.2";
}

/// Reads the elements of a file in their order.
class TeiReader {
public:
  TeiReader(const XmlDocument& document, const TakeRecord& take, std::vector<std::string> warnings)
      : document_(document), take_(take), warnings_(std::move(warnings)) {}

  void read() {
    walk(
        document_.root(),
        [&](const pugi::xml_node& node) {
          if (is_tei(node)) {
            header_ = read_header(node);
            if (!has(node, is_document)) give_text(node);
          } else if (is_document(node)) {
            give_document(node);
          }
          return true;
        },
        [](const pugi::xml_node&) {});
  }

private:
  /// Whether a text is of documents, or has another text in it.
  static bool has(const pugi::xml_node& tei, bool (*is_other)(const pugi::xml_node&)) {
    bool found = false;
    walk(
        tei,
        [&](const pugi::xml_node& node) {
          found = found || (node != tei && is_other(node));
          return !found;
        },
        [](const pugi::xml_node&) {});
    return found;
  }

  void give_text(const pugi::xml_node& tei) {
    ReadStatement read;
    FieldMap& fields = read.statement.fields;
    add_field(fields, "title", header_.title);
    add_field(fields, "speaker", header_.author);
    add_field(fields, "date", header_.date);
    const pugi::xml_node text = child(tei, "text");
    take_dateline(first_dateline(text), fields);
    if (!header_.edition_date.empty()) {
      read.information["date"] = header_.edition_date;
      read.information[std::string(date_source_field)] = "edition";
    }
    give(tei, text, std::move(read), tei == document_.root() && !has(tei, is_tei));
  }

  void give_document(const pugi::xml_node& document) {
    ReadStatement read;
    FieldMap& fields = read.statement.fields;
    add_field(fields, "title", line_of(child(document, "head")));
    add_field(fields, "volume", header_.title);
    add_field(fields, "number", field_value(clean_text(attribute(document, "n"))));
    add_field(fields, "date",
              span_date(attribute(document, "doc-dateTime-min"),
                        attribute(document, "doc-dateTime-max")));
    take_dateline(first_dateline(document), fields);
    take_names(document, fields);
    give(document, document, std::move(read), false);
  }

  /// Place and date of the dateline, where nothing gave them yet.
  static void take_dateline(const pugi::xml_node& dateline, FieldMap& fields) {
    if (!dateline) return;
    if (!fields.contains("date"))
      add_field(fields, "date", tei_date(first_below(dateline, "date")));
    add_field(fields, "place", line_of(first_below(dateline, "placeName")));
  }

  static void take_names(const pugi::xml_node& document, FieldMap& fields) {
    std::vector<std::string> seen;
    walk(
        document,
        [&](const pugi::xml_node& node) {
          if ((node != document && is_document(node)) || local_name(node) == "note") return false;
          if (local_name(node) != "persName") return true;
          const std::string_view type = attribute(node, "type");
          if (type != "from" && type != "to") return true;
          const std::string field = type == "from" ? "speaker" : "recipient";
          std::string name = line_of(node);
          // Named in the head and again under the text.
          if (std::find(seen.begin(), seen.end(), field + name) == seen.end() &&
              seen.size() < max_names) {
            add_field(fields, field, name);
            seen.push_back(field + name);
          }
          return true;
        },
        [](const pugi::xml_node&) {});
  }

  void give(const pugi::xml_node& element, const pugi::xml_node& text, ReadStatement&& read,
            bool is_whole_file) {
    std::string language = language_about(text);
    if (language.empty()) language = header_.language;
    if (!language.empty())
      add_field(read.statement.fields, "language", field_value(clean_text(language)));
    const Paragraphs paragraphs = marked_up_text(text, [&](const pugi::xml_node& node) {
      if (node != text && (is_document(node) || is_tei(node)))
        return Markup{Markup::Kind::left_out, {}};
      return markup_of_tei(node);
    });
    ReadRecord record{line_at(element), is_whole_file ? 0 : ++records_,
                      tl::make_unexpected(std::string("no text"))};
    record.label = field_value(clean_text(element.attribute("xml:id").value()));
    if (has_text(paragraphs.text())) {
      read.statement.text = paragraphs.text();
      read.warnings = std::exchange(warnings_, {});
      record.statement = std::move(read);
    }
    take_(std::move(record));
  }

  /// The line where an element begins, which comes after the one that was asked for last.
  std::uint64_t line_at(const pugi::xml_node& element) {
    const std::ptrdiff_t offset = std::max(element.offset_debug(), counted_);
    const auto begin = document_.text.begin();
    line_ += static_cast<std::uint64_t>(std::count(begin + counted_, begin + offset, '\n'));
    counted_ = offset;
    return line_;
  }

  static constexpr std::size_t max_names = 20;

  const XmlDocument& document_;
  const TakeRecord& take_;
  std::vector<std::string> warnings_;  ///< of the file, told with its first statement
  Header header_;
  std::uint64_t records_ = 0;
  std::uint64_t line_ = 1;
  std::ptrdiff_t counted_ = 0;  ///< bytes whose lines line_ counts
};

}  // namespace

std::optional<std::string> read_tei(std::string_view bytes, const TakeRecord& take) {
  XmlDocument document;
  std::vector<std::string> warnings;
  if (auto reason = parse_xml(document, bytes, warnings)) return reason;
  if (!is_tei(document.root()) && local_name(document.root()) != "teiCorpus")
    return "XML that is not TEI";
  TeiReader(document, take, std::move(warnings)).read();
  return std::nullopt;
}

}  // namespace demarche
