// SPDX-License-Identifier: GPL-2.0-or-later
// What a browser made of a page: measured in it, judged in rules.py.
(() => {
  const luminance = ([r, g, b]) => {
    const part = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  // The nearest color that is not transparent behind an element.
  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = numbers(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const box = (thing) => {
    const r = thing.getBoundingClientRect();
    return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height};
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.textContent.trim() || element.closest('title, desc')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const place = box(range), style = getComputedStyle(element);
    const clipped = element.closest('caption') && box(element.closest('caption')).width <= 1;
    if (clipped || place.width === 0 || place.height === 0 || !element.checkVisibility()) continue;
    const svg = element instanceof SVGElement;
    const color = numbers(svg ? style.fill : style.color);
    const scale = svg ? element.getScreenCTM().a : 1;
    texts.push({text: node.textContent.trim().slice(0, 60), tag: element.tagName,
      kind: element.getAttribute('class'), place, size: parseFloat(style.fontSize) * scale,
      direction: style.direction, contrast: contrast(color, background(element))});
  }
  const all = [...document.querySelectorAll('*')];
  const ids = all.map((e) => e.id).filter((id) => id);
  const references = all.flatMap((e) => ['aria-labelledby', 'aria-describedby', 'for', 'headers']
    .flatMap((name) => (e.getAttribute(name) || '').split(/\s+/).filter((id) => id)));
  const shapes = (selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility()).map((e) => ({
    place: box(e), title: e.querySelector('title')?.textContent,
    color: numbers(getComputedStyle(e).fill),
    contrast: contrast(numbers(getComputedStyle(e).fill), background(e))}));
  return {
    language: document.documentElement.lang, title: document.title,
    viewport: document.querySelector('meta[name=viewport]')?.content || '',
    page: background(document.body),
    scrollWidth: document.documentElement.scrollWidth,
    texts, duplicates: ids.filter((id, at) => ids.indexOf(id) !== at),
    dangling: references.filter((id) => !document.getElementById(id)),
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => +h.tagName[1]),
    headless: [...document.querySelectorAll('table')].filter((t) => !t.caption ||
      !t.querySelector('thead th[scope=col]') ||
      [...t.querySelectorAll('tbody tr')].some((r) => !r.querySelector('th[scope=row]'))).length,
    details: document.querySelectorAll('details').length,
    folded: [...document.querySelectorAll('tbody tr')].filter((e) => !e.checkVisibility()).length,
    targets: [...document.querySelectorAll('a, summary, button, input')]
      .filter((e) => e.checkVisibility())
      .map((e) => ({text: e.textContent.slice(0, 60), place: box(e)})),
    outside: all.filter((e) => e.matches('script, link, iframe, object, embed, img, video, audio,' +
      ' source, base, form, image, use, foreignObject, meta[http-equiv=refresh]') ||
      [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'style'))
      .map((e) => e.outerHTML.slice(0, 80)),
    bars: shapes('.chart .bar'), empty: shapes('.chart .empty').length,
    shares: shapes('.share .bar'),
    chart: document.querySelector('.chart') && box(document.querySelector('.chart')),
    marks: [...document.querySelectorAll('mark')].filter((e) => e.checkVisibility()).map((e) => ({
      text: e.textContent, places: [...e.getClientRects()].map((r) => ({x: r.x + scrollX,
        y: r.y + scrollY, width: r.width, height: r.height})),
      color: numbers(getComputedStyle(e).backgroundColor)})),
  };
})()
