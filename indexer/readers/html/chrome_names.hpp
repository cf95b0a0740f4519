// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// Whether a class or id is what sites call that which is not the statement: one with a
/// word such as `menu`, `breadcrumb` or `share` in it. Words are parted by signs and by
/// capitals, and `has-sidebar` is no such name.
bool names_chrome(std::string_view name);
/// Whether it is what sites call a layer that asks for consent: `onetrust-banner-sdk`,
/// `cookie-notice`.
bool names_consent(std::string_view name);
/// Whether it is what sites call text that a click unfolds: `accordion-content`.
bool names_collapsed(std::string_view name);
/// Whether it is what sites call the part that readers write, `comments-area`, or that a
/// program fills with what is elsewhere, `jp-relatedposts`; no running text makes up for that.
bool names_foreign_part(std::string_view name);

}  // namespace demarche
