// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/results.hpp"

namespace demarche {

/// What a timeline shows, in a sentence or two: its span, its peak, where it is empty. Plain text.
std::string summary_of(const Timeline& timeline);

/// The timeline's rates as bars: an <svg> for a page in HTML, as wide as what it stands in. It is
/// an image named by its <title> and described by its <desc>, the summary. Lengths across are in
/// per cent, those down in pixels: so the bars fit any width, and the labels keep their size, for
/// which narrow pages have fewer of them. Colours are those of the page's style (html_style.hpp).
/// Periods without any statement are shaded, for there no rate is known. The timeline has a period.
std::string svg_chart(const Timeline& timeline);

}  // namespace demarche
