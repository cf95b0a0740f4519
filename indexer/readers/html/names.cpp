// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/names.hpp"

#include <algorithm>
#include <string>

#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

/// Words and phrases parted by `|`, as plain_label has them. Those of scripts without spaces
/// stand apart, as they stand in names.
struct Names {
  std::string_view words, pieces;
};

constexpr Names offices = {
    "minister|ministre|ministra|ministro|ministerin|außenminister|außenministerin|"
    "bundesminister|staatssekretär|staatssekretärin|utenriksminister|"
    "utrikesminister|udenrigsminister|ulkoministeri|ministerpräsident|secretary|"
    "secrétaire d état|secretario|secretaria|secretária|secretário|segretario|"
    "statssekretær|statssekreterare|spokesperson|spokesman|spokeswoman|"
    "porte parole|portavoz|porta voz|portavoce|sprecher|sprecherin|woordvoerder|"
    "talsperson|talesperson|rzecznik|rzeczniczka|mluvčí|glasnogovornik|ambassador|"
    "ambassadeur|ambassadrice|embajador|embajadora|embaixador|embaixadora|"
    "ambasciatore|ambasciatrice|botschafter|botschafterin|ambassadør|ambassadör|"
    "suurlähettiläs|ambasador|veleposlanik|nagykövet|velvyslanec|president|"
    "président|présidente|presidente|presidenta|präsident|präsidentin|prezydent|"
    "prezident|predsjednik|elnök|chancellor|kanzler|bundeskanzler|bundeskanzlerin|"
    "premier|prime|permanent representative|représentant permanent|"
    "représentante permanente|representante permanente|high representative|"
    "chargé d affaires|chargée d affaires|consul|head of delegation|"
    "head of mission|undersecretary|министр|замминистра|заместитель министра|"
    "представитель|посол|президент|премьер|секретарь|міністр|речник|посол|"
    "президент|министър|министар|bakan|bakanı|sözcü|sözcüsü|büyükelçi|büyükelçisi|"
    "cumhurbaşkanı|nazir|naziri|وزير|وزيرة|المتحدث|الناطق|سفير|السفير|رئيس|الرئيس|"
    "الأمين|وزیر|سخنگو|سخنگوی|سفیر|رئیس|שר|שרת|דובר|דוברת|שגריר|שגרירה|נשיא|"
    "menteri|duta|juru|waziri|balozi|bộ trưởng|đại sứ|chủ tịch",
    "部长|部長|发言人|發言人|大使|主席|总理|總理|大臣|報道官|報導官|長官|장관|대변인|대사|대통령|"
    "รัฐมนตรี|โฆษก"};

constexpr Names papers = {
    "redacción|redação|rédaction|redazione|redaktion|редакции|التحرير|محرر|محررة|صحفي|صحفية|"
    "مراسل|خبرنگار|سردبیر|עורך|עורכת|כתב|כתבת|"
    "editor|editorial|reporter|correspondent|journalist|writer|webmaster|admin|"
    "columnist|author|blogger|rédacteur|rédactrice|redactor|redactora|redakteur|"
    "redakteurin|journaliste|periodista|redaktor|редактор|корреспондент|журналист",
    "记者|記者|编辑|기자"};

constexpr Names governments = {
    "ministry|ministère|ministerio|ministério|ministero|ministerium|"
    "außenministerium|bundesministerium|ministerie|ministeriet|"
    "utenriksdepartementet|utrikesdepartementet|udenrigsministeriet|ulkoministeriö|"
    "ministerstwo|ministerstvo|ministarstvo|minisztérium|ministerul|"
    "külügyminisztérium|mfa|mofa|mofaic|foreign office|auswärtiges amt|"
    "auswärtigen amts|quai d orsay|department of state|state department|"
    "foreign affairs|affaires étrangères|relaciones exteriores|asuntos exteriores|"
    "cancillería|relações exteriores|negócios estrangeiros|affari esteri|"
    "commonwealth office|cabinet office|prime minister s office|"
    "office of the president|embassy|ambassade|embajada|embaixada|ambasciata|"
    "botschaft|ambassaden|ambasada|veleposlanstvo|nagykövetség|consulate|"
    "permanent mission|mission permanente|misión permanente|missão permanente|"
    "ständige vertretung|permanent representation|mission to|mission of|"
    "high commission|government|gouvernement|gobierno|governo|regierung|"
    "bundesregierung|regering|regjeringen|rząd|vlada|министерство|мид|посольство|"
    "правительство|постпредство|міністерство|мзс|уряд|министерството|bakanlığı|"
    "büyükelçiliği|nazirliyi|səfirliyi|وزارة|سفارة|السفارة|الحكومة|وزارت|سفارت|"
    "دولت|משרד|שגרירות|ממשלת|kementerian|kedutaan|wizara|ubalozi|bộ ngoại giao|"
    "đại sứ quán",
    "外交部|外務省|大使馆|大使館|政府|代表团|代表部|외교부|대사관|정부|กระทรวง|สถานทูต"};

constexpr Names media = {
    "news|times|herald|tribune|magazine|gazette|news agency|press agency|agence de presse|"
    "agencia de noticias|agência de notícias|agenzia di stampa|nachrichtenagentur|radio|tv|"
    "television|wire|newspaper|journal|broadcasting|hosting|агентство|новости|газета|ajansı|"
    "وكالة|خبرگزاری",
    "通讯社|通訊社|新闻社|日报|日報|新聞|통신|신문|뉴스"};

bool holds_one(std::string_view name, std::string_view list, std::string_view edge) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('|', at), list.size());
    std::string one(edge);
    one += list.substr(at, end - at);
    one += edge;
    if (name.find(one) != std::string_view::npos) return true;
    at = end + 1;
  }
  return false;
}

bool names(std::string_view name, const Names& list) {
  const std::string label = ' ' + plain_label(name) + ' ';
  return holds_one(label, list.words, " ") || holds_one(label, list.pieces, "");
}

}  // namespace

bool names_office(std::string_view job_title) {
  return names(job_title, offices) && !names(job_title, papers);
}

bool names_editor(std::string_view person) {
  constexpr Names editors = {"admin|administrator|webmaster|webadmin|web admin|editor|root|user",
                             "管理员"};
  return names(person, editors);
}

bool names_government(std::string_view body) {
  return names(body, governments) && !names(body, media);
}

}  // namespace demarche
