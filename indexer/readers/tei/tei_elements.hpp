// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "indexer/readers/markup.hpp"

namespace demarche {

/// What an element of TEI is to the text.
Markup markup_of_tei(const pugi::xml_node& node);

/// Whether it is a `div` of type `document`: one of an edition of many.
bool is_document(const pugi::xml_node& node);

/// The first dateline of a text, not of a document or a note within it.
pugi::xml_node first_dateline(const pugi::xml_node& text);

/// The date of a `date` element as ISO 8601, as exact as it is known (att.datable); empty
/// where it has none.
std::string tei_date(const pugi::xml_node& date);

/// The day, month or year that both dates lie in; empty where they have none in common.
std::string span_date(std::string_view first, std::string_view last);

}  // namespace demarche
