/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.js - the published pages in a real browser.
 *
 *   node check.js FOLDER PACKAGES [--pictures OUT]
 *
 * FOLDER holds a folder `NAME/wall` for each event (campboard publish --staff), PACKAGES the packages of package.json.
 * Each finding is a line; the exit code is 1 when there is one. Before anything else a page that is wrong in known ways
 * has to be found wrong, so that the test cannot pass by looking away. With --pictures it writes screenshots instead. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, packages, , pictures] = process.argv.slice(2);
const load = createRequire(path.resolve(packages, 'package.json'));
const { chromium } = load('playwright-core');
const axe = fs.readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];
const SECRETS = ['secret-address.org', 'Vera Secret', 'secret-group', 'secret-reason', '987654', '424242'];
const findings = [];
let checks = 0;

function check(good, what) {
  checks++;
  if (!good) findings.push(what);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/* A page, with what it says on the console and asks for elsewhere noted. */
async function open(file, options = {}, search = '') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (problem) => page.said.push(String(problem)));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) page.said.push('asks for ' + request.url());
  });
  await page.goto(pathToFileURL(file).href + search);
  return page;
}

/* What axe-core finds, by all rules or by those named; it is evaluated in the page, which the policy of the page does not
 * forbid to the tester. */
async function faults(page, rules) {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axe);
  const result = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }),
    rules ? { type: 'rule', values: rules } : { type: 'tag', values: RULES });
  return result.violations.map((v) => v.id + ' at ' + v.nodes.slice(0, 2).map((n) => n.target + ' ' + (n.failureSummary || '').slice(0, 160)));
}

/* Texts that are wider than their place, or hidden by it. */
function clipped(page) {
  return page.evaluate(() => Array.from(document.querySelectorAll('h1, h2, h3, h4, p, th, td, li, summary'))
    .filter((e) => e.getClientRects().length && !e.closest('.quiet, caption'))
    .filter((e) => {
      const style = getComputedStyle(e);
      if (style.display.startsWith('inline')) return false;
      return e.scrollWidth > e.clientWidth + 1 || (style.overflow !== 'visible' && e.scrollHeight > e.clientHeight + 1);
    })
    .map((e) => e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 40)));
}

function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/* ---- a page that is wrong must be found wrong */
async function tryTheTests() {
  const wrong = path.join(folder, 'wrong.html');
  fs.writeFileSync(wrong, '<title>x</title><p style="color:#ccc;background:#fff;width:9em;overflow:hidden;white-space:nowrap">' +
    'a text that is cut off at the end</p><img src="x.png"><p style="width:200vw">wide</p><script>nothing()</script>');
  const page = await open(wrong);
  check((await faults(page)).length >= 3, 'axe finds nothing wrong in a page that is');
  check((await faults(page, COLOURS)).length >= 1, 'axe finds no colour that is too pale');
  check((await clipped(page)).length >= 1, 'a clipped text is not noticed');
  check((await sideways(page)) > 100, 'a page that is too wide is not noticed');
  check(page.said.length >= 1, 'an error of a script is not noticed');
  await page.context().close();
}

/* ---- every page of every event */
async function fitsInto(page, label) {
  const over = await sideways(page), cut = await clipped(page);
  check(over <= 0, label + ': scrolls sideways by ' + over);
  check(cut.length === 0, label + ': clipped ' + cut.slice(0, 3).join(' | '));
}

/* The page is opened twice, on a desk and on a phone, and then changes its size, its paper and its colours. */
async function lookAt(name, file) {
  const huge = name === 'huge', label = name + '/' + path.relative(path.join(folder, name, 'wall'), file);
  const page = await open(file, { colorScheme: 'light' });
  const found = await faults(page);
  check(found.length === 0, label + ': ' + found.join('; '));
  for (const [width, height] of [[320, 640], [768, 1024], [1920, 1080]]) {
    await page.setViewportSize({ width, height });
    await fitsInto(page, label + ' at ' + width);
  }
  await page.emulateMedia({ media: 'print' });
  for (const [width, height] of [[1040, 700], [730, 1000]]) {
    await page.setViewportSize({ width, height });
    await fitsInto(page, label + ' on paper ' + width);
  }
  if (!huge) { /* the dark page differs from the light one in colours alone */
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    const dark = await faults(page, COLOURS);
    check(dark.length === 0, label + ' dark: ' + dark.join('; '));
  }
  check(page.said.length === 0, label + ': ' + page.said.join('; '));
  check(!(await page.evaluate(() => window.hacked)), label + ': a script of a title ran');
  await page.context().close();

  const phone = await open(file, { viewport: { width: 360, height: 740 } });
  await fitsInto(phone, label + ' on a phone');
  if (!huge) {
    const small = await faults(phone);
    check(small.length === 0, label + ' on a phone: ' + small.join('; '));
  }
  check(phone.said.length === 0, label + ' on a phone: ' + phone.said.join('; '));
  await phone.context().close();
}

/* Runs the jobs, as many at a time as the machine has processors. */
async function together(jobs) {
  const waiting = jobs.slice();
  const worker = async () => {
    while (waiting.length) await waiting.shift()();
  };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, worker));
}

/* ---- without JavaScript everything can be read */
async function withoutScript(name, file, titles) {
  const page = await open(file, { javaScriptEnabled: false });
  const text = new Set((await page.locator('.title:visible').allTextContents()).map((t) => t.trim()));
  check(titles.length > 0, name + ': no titles');
  for (const title of titles)
    check(text.has(title.trim()), name + ' without JavaScript: "' + title.slice(0, 60) + '" is not there');
  check(!(await page.locator('#find').isVisible()), name + ' without JavaScript: a form that does nothing is shown');
  await page.context().close();
}

function titlesOf(board) {
  return Array.from(fs.readFileSync(board, 'utf8').matchAll(/<h3 class="title[^>]*>(.*?)<\/h3>/g)).map((m) => m[1]
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, '\'').replace(/&amp;/g, '&'));
}

/* ---- filters, now and next, projector */
async function filters(file) {
  const page = await open(file);
  const shown = () => page.locator('.card:visible').count();
  const all = await shown();
  check(all > 0, 'no card on ' + file);
  const topics = await page.locator('#topic option').count();
  check(topics > 2, 'no topics to choose from');
  let narrowest = all;
  for (let i = 1; i < Math.min(topics, 6); i++) {
    await page.selectOption('#topic', { index: i });
    const name = await page.locator('#topic option').nth(i).innerText();
    const wanted = await page.evaluate((t) => Array.from(document.querySelectorAll('.card'))
      .filter((c) => Array.from(c.querySelectorAll('.tags li:not(.level):not(.kind)')).some((li) => li.textContent === t)).length, name);
    narrowest = Math.min(narrowest, wanted);
    check((await shown()) === wanted, 'topic ' + name + ': ' + (await shown()) + ' of ' + wanted + ' shown');
  }
  check(narrowest < all, 'no topic hides a card');
  await page.click('button[type=reset]');
  await page.waitForTimeout(20);
  check((await shown()) === all, 'Show all does not show all');
  await page.selectOption('#leader', { index: 1 });
  const leader = await page.locator('#leader option').nth(1).innerText();
  for (const text of await page.locator('.card:visible .who').allTextContents())
    check(text.includes(leader), 'presenter ' + leader + ': shows ' + text);
  check((await shown()) > 0 && (await shown()) < all, 'the presenter does not filter');
  check(/^\d+ of \d+ shown$/.test(await page.locator('#found').innerText()), 'how many are shown is not told');
  await page.click('button[type=reset]');
  await page.waitForTimeout(20);
  const title = await page.locator('.card .title').first().innerText();
  await page.fill('#words', title.toUpperCase());
  check((await shown()) >= 1 && (await shown()) < all, 'finding "' + title + '" shows ' + (await shown()));
  await page.context().close();
}

async function nowAndNext(file) {
  const page = await open(file, {}, '?now=2026-04-18T10:00');
  check((await page.locator('#clock').innerText()).startsWith('Now 9:55\u201310:40 B \u00b7 Next 10:50'), 'now and next: ' +
    (await page.locator('#clock').innerText()));
  check((await page.locator('tr.is-now').count()) === 1, 'one row is now');
  await page.click('#only-now');
  check((await page.locator('tbody tr:visible').count()) === 2, 'now and next alone are two rows');
  const found = await faults(page);
  check(found.length === 0, 'now and next: ' + found.join('; '));
  await page.context().close();
  const later = await open(file, {}, '?now=2027-01-01T10:00');
  check(!(await later.locator('#clock').isVisible()), 'now on another day');
  await later.context().close();
}

/* The clock of the event is that of its zone, wherever the reader is. */
async function zone(file) {
  const page = await browser.newPage({ timezoneId: 'Asia/Tokyo' });
  await page.clock.setFixedTime(new Date('2026-04-18T14:00:00Z')); /* 10:00 in New York */
  await page.goto(pathToFileURL(file).href);
  check((await page.locator('#clock').innerText()).startsWith('Now 9:55'), 'now in the zone of the event: ' +
    (await page.locator('#clock').textContent()));
  await page.close();
}

async function projector(file, fits) {
  const page = await open(file, { viewport: { width: 1920, height: 1080 } }, '#projector');
  const found = await faults(page);
  check(found.length === 0, 'projector: ' + found.join('; '));
  check((await page.evaluate(() => document.querySelector('.title').getClientRects().length)) > 0, 'projector: no titles');
  const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('td .title:not(.t1):not(.t2):not(.w1):not(.w2)')).fontSize));
  check(size >= 18, 'projector: titles of ' + size + ' pixels');
  if (fits) check(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight), 'projector: does not fit');
  await page.keyboard.press('Escape');
  check(!(await page.evaluate(() => document.body.classList.contains('projector'))), 'projector: Escape does not leave it');
  await page.context().close();
}

/* A small projector: the row that is on is in view, and no word is broken that a smaller letter would keep whole. */
async function smallProjector(file, now) {
  for (const [width, height] of [[1280, 720], [1366, 768], [1600, 900]]) {
    const page = await open(file, { viewport: { width, height } }, `?now=${now}#projector`);
    await page.waitForTimeout(50);
    const row = await page.evaluate(() => {
      const box = document.querySelector('.is-now').getBoundingClientRect();
      return [box.top, box.bottom, window.innerHeight];
    });
    check(row[0] >= 0 && row[1] <= row[2], `projector of ${width}: what is on now is at ${row.join(', ')}`);
    const broken = await page.evaluate(() => {
      document.body.classList.add('whole-words');
      const wide = Array.from(document.querySelectorAll('thead th, td .title')).filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth);
      return [parseFloat(document.body.style.fontSize), wide.map((e) => e.textContent)];
    });
    check(broken[1].length === 0 || broken[0] <= 18, `projector of ${width}: broken words at ${broken.join(', ')}`);
    await page.context().close();
  }
}

/* Every control can be reached, shows it, and is 24 pixels high and wide. */
async function controls(file) {
  for (const width of [360, 1280]) {
    const page = await open(file, { viewport: { width, height: 740 } });
    const small = await page.evaluate(() => Array.from(document.querySelectorAll('a, button, select, input, summary'))
      .filter((e) => e.getClientRects().length && !e.classList.contains('skip'))
      .filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24)
      .map((e) => e.outerHTML.slice(0, 60)));
    check(small.length === 0, 'smaller than 24 pixels: ' + small.slice(0, 3).join(' | '));
    await page.keyboard.press('Tab');
    const skip = await page.evaluate(() => [document.activeElement.className, document.activeElement.getBoundingClientRect().top]);
    check(skip[0] === 'skip' && skip[1] >= 0, 'the first stop is not the skip link, or it is not seen');
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
      check(parseFloat(outline) >= 2, 'the focus is not seen');
    }
    await page.context().close();
  }
}

/* ---- who may see what */
function privacy(name) {
  const wall = path.join(folder, name, 'wall');
  for (const file of fs.readdirSync(wall).filter((f) => fs.statSync(path.join(wall, f)).isFile())) {
    const text = fs.readFileSync(path.join(wall, file), 'latin1');
    for (const secret of SECRETS) check(!text.includes(secret), name + '/' + file + ' tells ' + secret);
  }
}

/* The time that counts is that of the page's own thread, so that other work on the machine does not. */
async function speed(file) {
  const size = fs.statSync(file).size;
  check(size < 2e6, 'a thousand sessions: ' + size + ' bytes');
  let best = Infinity, clock = Infinity, filter = Infinity;
  for (let i = 0; i < 3; i++) {
    const page = await open('/dev/null');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const busy = async () => (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1000;
    const before = await busy();
    await page.goto(pathToFileURL(file).href);
    clock = Math.min(clock, await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))));
    best = Math.min(best, (await busy()) - before);
    const opened = await busy();
    await page.fill('#words', 'session 7');
    await page.evaluate(() => document.body.getBoundingClientRect().height);
    filter = Math.min(filter, (await busy()) - opened);
    await page.context().close();
  }
  console.log(`a thousand sessions: ${(size / 1e6).toFixed(2)} MB, usable after ${Math.round(best)} ms of work ` +
    `(${Math.round(clock)} ms by the clock of this machine), filtered in ${Math.round(filter)} ms`);
  check(best < 1000, 'a thousand sessions: usable after ' + Math.round(best) + ' ms');
  check(filter < 500, 'a thousand sessions: filtered in ' + Math.round(filter) + ' ms');
}

function walls() {
  return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'wall', 'index.html')));
}

function pagesOf(name) {
  const wall = path.join(folder, name, 'wall'), staff = path.join(wall, 'staff');
  return [wall, staff].flatMap((d) => fs.readdirSync(d).filter((f) => f.endsWith('.html')).map((f) => path.join(d, f)));
}

async function takePictures() {
  const times = { edcamp: '?now=2026-04-18T10:00', 'pd-day': '?now=2026-10-09T10:00', tiny: '' };
  for (const name of Object.keys(times)) {
    const file = path.join(folder, name, 'wall', 'board.html');
    const shots = [['projector', { width: 1920, height: 1080 }, 'light', times[name] + '#projector'],
      ['phone', { width: 360, height: 780 }, name === 'pd-day' ? 'dark' : 'light', '']];
    for (const [kind, viewport, colorScheme, search] of shots) {
      const page = await open(file, { viewport, colorScheme }, search);
      await page.evaluate(() => document.activeElement.blur());
      await page.screenshot({ path: path.join(pictures, `${name}-${kind}.png`) });
      await page.context().close();
    }
    for (const what of ['board', 'signs']) {
      const page = await open(path.join(folder, name, 'wall', what + '.html'));
      await page.pdf({ path: path.join(pictures, `${name}-${what}.pdf`), format: 'Letter', landscape: what === 'board', pageRanges: '1' });
      await page.context().close();
    }
    const report = path.join(folder, name, 'wall', 'staff', 'report.html');
    if (!fs.existsSync(report)) continue;
    const page = await open(report, { viewport: { width: 1100, height: 1400 } });
    await page.screenshot({ path: path.join(pictures, `${name}-report.png`) });
    await page.context().close();
  }
}

if (pictures) {
  await takePictures();
  await browser.close();
  process.exit(0);
}
await tryTheTests();
const board = (name) => path.join(folder, name, 'wall', 'board.html');
await speed(board('huge'));
for (const name of walls()) privacy(name);
await together([
  ...walls().flatMap((name) => pagesOf(name).map((file) => () => lookAt(name, file))),
  ...walls().filter((name) => name !== 'empty').map((name) => () => withoutScript(name, board(name), titlesOf(board(name)))),
  ...['edcamp', 'pd-day', 'hostile', 'huge'].map((name) => () => filters(board(name))),
  () => filters(path.join(folder, 'pd-day', 'wall', 'staff', 'board.html')),
  () => nowAndNext(board('edcamp')),
  () => zone(board('edcamp')),
  ...['edcamp', 'pd-day', 'tiny'].map((name) => () => projector(board(name), true)),
  () => projector(board('hostile'), false),
  () => smallProjector(board('edcamp'), '2026-04-18T13:20'),
  () => smallProjector(board('pd-day'), '2026-10-09T13:00'),
  ...['edcamp', 'hostile'].map((name) => () => controls(board(name))),
]);
await browser.close();
console.log(findings.join('\n'));
console.log(`${checks - findings.length} checks hold, ${findings.length} do not`);
process.exit(findings.length ? 1 : 0);
