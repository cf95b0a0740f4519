// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/paragraphs.hpp"

namespace demarche {

/// XML that was parsed, and the text it was parsed from, where pugi::xml_node::offset_debug()
/// of its nodes points.
struct XmlDocument {
  pugi::xml_document tree;
  std::string text;

  pugi::xml_node root() const { return tree.document_element(); }
};

/// Whether white space that is all there is between two tags is text.
enum class Blanks { are_text, are_none };

/// Parses XML into `document`: UTF-8, UTF-16 with a byte order mark, or Windows-1252 as
/// decode_text has it. Nothing is loaded or defined by a document type; the commonest names
/// of characters (`&nbsp;`) are known. The reason why not: no XML ("broken XML at line 3: …"), more
/// elements than a statement has, or deeper. What was odd is added to `warnings`.
std::optional<std::string> parse_xml(XmlDocument& document, std::string_view bytes,
                                     std::vector<std::string>& warnings,
                                     Blanks blanks = Blanks::are_text);

/// A name without its prefix: `p` of `text:p`.
std::string_view local_name(std::string_view name);
inline std::string_view local_name(const pugi::xml_node& node) { return local_name(node.name()); }

/// The value of the attribute of that local name; empty where there is none.
std::string_view attribute(const pugi::xml_node& node, std::string_view name);

/// The first child of that local name.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// The first element of that local name in `root`, which may be it itself.
pugi::xml_node first_below(const pugi::xml_node& root, std::string_view name);

/// What an element is to the text that it stands in.
struct Markup {
  enum class Kind {
    inside,      ///< nothing: what it holds is text
    paragraph,   ///< what it holds is a paragraph or several
    note,        ///< a paragraph apart, which goes after all others
    line_break,  ///< a new line before what it holds
    mark,        ///< `mark` stands for it
    left_out
  };
  Kind kind = Kind::inside;
  std::string_view mark;
};

/// Goes through `root` and all below it, however deep, in document order. `enter` says
/// whether to go into a node, and then `leave` is called after what it holds.
void walk(const pugi::xml_node& root, const std::function<bool(const pugi::xml_node&)>& enter,
          const std::function<void(const pugi::xml_node&)>& leave);

/// The text that `root` holds, by what each element is to it.
Paragraphs marked_up_text(const pugi::xml_node& root,
                          const std::function<Markup(const pugi::xml_node&)>& markup_of);

/// The text that `root` holds, as a field has it: one line, without the notes.
std::string marked_up_line(const pugi::xml_node& root,
                           const std::function<Markup(const pugi::xml_node&)>& markup_of);

}  // namespace demarche
