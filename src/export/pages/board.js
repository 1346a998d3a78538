/* SPDX-License-Identifier: GPL-3.0-or-later */
/* board.js - finds sessions, marks now and next, and switches to the projector's view. The page can be read without
 * it. "?now=2026-03-14T09:30" at the end of the address shows the board as at that time; "#projector" begins with the
 * projector's view. */
(function () {
  'use strict';
  var by = function (id) { return document.getElementById(id); };
  var all = function (what) { return Array.prototype.slice.call(document.querySelectorAll(what)); };
  var form = by('find'), fields = { t: by('topic'), w: by('leader'), p: by('person') };
  var plain = function (text) { return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase(); };
  var cards = all('.card').map(function (card) {
    return { card: card, cell: card.parentNode, words: null };
  });
  var rows = all('tbody tr');

  /* ---- finding */
  function words(entry) {
    if (entry.words === null) entry.words = plain(entry.card.textContent);
    return entry.words;
  }
  function has(card, key, value) {
    if (!value) return true;
    var list = card.getAttribute('data-' + key);
    return list !== null && (' ' + list + ' ').indexOf(' ' + value + ' ') >= 0;
  }
  function suits(entry, wanted) {
    for (var key in fields) {
      if (!fields[key] || !fields[key].value) continue;
      var mine = has(entry.card, key, fields[key].value);
      if (key === 'p') mine = mine || has(entry.card, 'w', fields[key].value);
      if (!mine) return false;
    }
    return wanted.every(function (word) { return words(entry).indexOf(word) >= 0; });
  }
  function find() {
    var wanted = plain(by('words').value).split(/\s+/).filter(Boolean), n = 0;
    var filtered = wanted.length > 0;
    for (var key in fields) filtered = filtered || Boolean(fields[key] && fields[key].value);
    cards.forEach(function (entry) {
      var good = suits(entry, wanted);
      entry.card.hidden = !good;
      entry.cell.classList.toggle('off', !good);
      n += good;
    });
    by('found').textContent = filtered ? n + ' of ' + cards.length + ' shown' : '';
    show();
  }

  /* ---- now and next, in the time zone of the event */
  var asked = /[?&]now=(\d{4}-\d\d-\d\d)T(\d\d):?(\d\d)/.exec(location.search);
  var zone = document.body.getAttribute('data-zone');
  function now() {
    if (asked) return asked[1] + ' ' + asked[2] + asked[3];
    var parts = {}, options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
      hourCycle: 'h23' };
    if (zone) options.timeZone = zone;
    try {
      new Intl.DateTimeFormat('en', options).formatToParts(new Date()).forEach(function (part) {
        parts[part.type] = part.value;
      });
    } catch (problem) { return ''; }
    return parts.year + '-' + parts.month + '-' + parts.day + ' ' + parts.hour + parts.minute;
  }
  var dated = rows.length > 0 && rows[0].getAttribute('data-from').length > 5;
  var onlyNow = by('only-now'), marked = '';
  function badge(row, text) {
    var head = row.cells[0], old = head.querySelector('.badge');
    if (old) old.remove();
    if (!text) return;
    var mark = document.createElement('span');
    mark.className = 'badge';
    mark.textContent = text;
    head.insertBefore(mark, head.firstChild);
  }
  function said(row) {
    var from = row.querySelector('.from').textContent, to = row.querySelector('.to').textContent;
    var label = row.querySelector('.label, td.band');
    return from + to + (label ? ' ' + label.textContent : '');
  }
  function mark() {
    var at = now(), day = at.slice(0, 10), next = '', line = [[], []];
    rows.forEach(function (row) {
      var from = row.getAttribute('data-from');
      if (from > at && from.slice(0, 10) === day && (!next || from < next)) next = from;
    });
    rows.forEach(function (row) {
      var from = row.getAttribute('data-from'), is = at && from <= at && at < row.getAttribute('data-to');
      var coming = next !== '' && from === next, text = is ? 'Now' : coming ? 'Next' : '';
      row.classList.toggle('is-now', Boolean(is));
      row.classList.toggle('is-next', coming);
      badge(row, text);
      if (text && line[+coming].indexOf(said(row)) < 0) line[+coming].push(said(row));
    });
    rows.forEach(function (row) { /* while the day goes on: afterwards all of it is shown again */
      var going = line[0].length + line[1].length > 0;
      row.classList.toggle('is-over', going && row.getAttribute('data-to') <= at);
    });
    clock(line);
    onlyNow.hidden = !line[0].length && !line[1].length;
    if (onlyNow.hidden) press(onlyNow, false);
    show();
  }
  function clock(line) {
    var place = by('clock'), text = JSON.stringify(line);
    place.hidden = !line[0].length && !line[1].length;
    if (text === marked) return;
    marked = text;
    setTimeout(fit, 0);
    place.textContent = '';
    ['Now', 'Next'].forEach(function (name, i) {
      if (!line[i].length) return;
      var head = document.createElement('b');
      head.textContent = name + ' ';
      place.appendChild(document.createTextNode(i && line[0].length ? ' \u00b7 ' : ''));
      place.appendChild(head);
      place.appendChild(document.createTextNode(line[i].join(', ')));
    });
  }

  /* ---- buttons */
  function pressed(button) { return button.getAttribute('aria-pressed') === 'true'; }
  function press(button, on) { button.setAttribute('aria-pressed', String(on)); }
  function show() {
    var narrow = pressed(onlyNow);
    rows.forEach(function (row) {
      var out = narrow && !row.classList.contains('is-now') && !row.classList.contains('is-next');
      row.classList.toggle('no-row', out);
    });
  }
  /* On the projector the letters are as large as the board and its longest word allow, and never too small to be read
   * from afar. Where 18 pixels are still too many, what is over goes, and what is on now is brought into view. */
  function fits() { return document.documentElement.scrollHeight <= window.innerHeight; }
  function breaks() {
    return all('thead th, td .title').some(function (text) { return text.clientWidth && text.scrollWidth > text.clientWidth; });
  }
  function largest(body, most, good) {
    for (var size = most; size >= 18; size--) {
      body.style.fontSize = size + 'px';
      if (good()) return size;
    }
    return 0;
  }
  function fit() {
    var body = document.body, now;
    body.style.fontSize = '';
    body.classList.remove('crowded');
    if (!body.classList.contains('projector')) return;
    var most = largest(body, Math.max(44, Math.round(window.innerHeight / 16)), fits);
    if (!most) {
      body.classList.add('crowded');
      most = largest(body, 44, fits) || 18;
    }
    body.classList.add('whole-words');
    if (!largest(body, most, function () { return !breaks(); })) body.style.fontSize = most + 'px';
    body.classList.remove('whole-words');
    now = document.querySelector('.is-now, .is-next');
    if (now && !fits()) now.scrollIntoView({ block: 'nearest' });
  }
  function project(on) {
    press(by('project'), on);
    document.body.classList.toggle('projector', on);
    fit();
    by('project').textContent = on ? 'Leave the projector view' : 'Projector';
  }
  function sort(select) {
    if (!select) return;
    var options = Array.prototype.slice.call(select.options, 1), order = new Intl.Collator();
    options.sort(function (a, b) { return order.compare(a.text, b.text); });
    options.forEach(function (option) { select.appendChild(option); });
  }

  form.hidden = false;
  [fields.t, fields.w, fields.p].forEach(sort);
  form.addEventListener('input', find);
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.addEventListener('reset', function () {
    press(onlyNow, false);
    setTimeout(find, 0);
  });
  onlyNow.addEventListener('click', function () {
    press(onlyNow, !pressed(onlyNow));
    show();
  });
  by('project').addEventListener('click', function () { project(!pressed(this)); });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && pressed(by('project'))) project(false);
  });
  if (dated) {
    mark();
    setInterval(mark, 15000);
  }
  if (location.hash === '#projector') project(true);
  window.addEventListener('resize', fit);
}());
