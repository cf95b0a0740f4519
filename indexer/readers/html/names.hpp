// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// What a page's names of persons and bodies are, in some thirty languages. All take them as
/// the page has them.

/// An office that speaks for a state: minister, secretary, spokesperson, ambassador,
/// president; never an editor's or a reporter's.
bool names_office(std::string_view job_title);
/// The one who put the page up: admin, webmaster, editor.
bool names_editor(std::string_view person);
/// A ministry, foreign office, embassy, mission, government; never a news agency.
bool names_government(std::string_view body);

}  // namespace demarche
