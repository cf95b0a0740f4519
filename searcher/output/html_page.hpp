// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// The parts of a page in HTML, each as it stands there.
struct HtmlPage {
  std::string title;
  std::string header;
  std::string main;
  std::string footer;  ///< sentences
};

/// The whole page. Its policy allows it its own style, known by its hash, and nothing else: nothing
/// is fetched and nothing runs, whatever a statement holds.
std::string html_page(const HtmlPage& page);

/// The beginning of a text, for a heading, which is not longer than a few lines.
std::string html_heading(std::string_view text);

/// A name and its values for a <dl>; nothing where there is none. The name is HTML, the values are
/// not.
std::string html_fact(std::string_view name, const std::vector<std::string>& values);

/// As html_fact(), of a query.
std::string html_query_fact(std::string_view name, std::string_view query);

/// When a page was made, since the epoch, and by what.
std::string html_made_fact(std::int64_t made_s);

}  // namespace demarche
