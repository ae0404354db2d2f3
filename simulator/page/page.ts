import { zaloMessageStyles } from '../../nodes/Esms/zalo/render';
import { STEERING } from '../steering';
import { escapeHtml } from './escape';

const styles = `
:root { --esms: #0b5fa5; --esms-dark: #083d6b; --orange: #f58220; --zalo: #0068ff; --viber: #7360f2; --ink: #16202b; --soft: #5d6b7a; --line: #dde4eb; --paper: #fff; --ground: #eef3f8; }
* { box-sizing: border-box; }
body { margin: 0; font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
.top { background: linear-gradient(100deg, var(--esms-dark), var(--esms)); color: #fff; padding: 14px 28px; display: flex; align-items: baseline; gap: 16px; border-bottom: 3px solid var(--orange); }
.top h1 { font-size: 20px; margin: 0; } .top h1 b { color: var(--orange); }
.top span { opacity: .85; } .top a { color: #fff; margin-left: auto; }
main { display: grid; grid-template-columns: 244px 400px minmax(0, 1fr); gap: 24px; padding: 24px 28px; align-items: start; max-width: 1500px; margin: 0 auto; }
h2 { font-size: 12px; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: 0 0 10px; }
.panel { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 16px; margin-bottom: 20px; }
#receivers { list-style: none; margin: 0; padding: 0; max-height: 620px; overflow: auto; }
#receivers button { width: 100%; display: flex; justify-content: space-between; gap: 8px; border: 0; background: none; font: inherit; padding: 8px 10px; border-radius: 9px; cursor: pointer; text-align: left; color: inherit; }
#receivers .name { overflow: hidden; text-overflow: ellipsis; }
#receivers button:hover { background: var(--ground); } #receivers button[aria-pressed=true] { background: var(--esms); color: #fff; }
.count { font-variant-numeric: tabular-nums; background: var(--orange); color: #fff; border-radius: 99px; padding: 0 8px; font-size: 12px; line-height: 20px; }
.phone { width: 400px; height: 780px; border-radius: 54px; background: #0d1117; padding: 13px; box-shadow: 0 24px 60px rgba(8, 40, 75, .28), inset 0 0 0 2px #39424e; position: sticky; top: 20px; }
.screen { height: 100%; border-radius: 42px; overflow: hidden; background: #f4f6f9; display: flex; flex-direction: column; }
.status { display: flex; justify-content: space-between; padding: 12px 26px 6px; font-size: 12px; font-weight: 600; background: #fff; }
.status i { width: 96px; height: 22px; background: #0d1117; border-radius: 99px; margin-top: -4px; }
.title { background: #fff; border-bottom: 1px solid var(--line); padding: 6px 20px 12px; text-align: center; font-weight: 650; }
.title small { display: block; color: var(--soft); font-weight: 400; }
#thread { flex: 1; overflow: auto; padding: 14px 14px 28px; }
.empty { color: var(--soft); text-align: center; padding: 60px 30px; }
.message { margin: 0 0 20px; } .message.rejected > :nth-child(2), .message.failed > :nth-child(2) { opacity: .45; }
.message header { display: flex; justify-content: space-between; gap: 10px; margin: 0 6px 5px; font-size: 12px; color: var(--soft); } .message header b { color: var(--ink); }
.message footer { margin: 5px 6px 0; font-size: 11px; color: var(--soft); } .message footer code { font-size: 10.5px; word-break: break-all; }
.state { display: inline-block; border-radius: 99px; padding: 1px 9px; margin-right: 6px; font-weight: 600; background: #e6ebf1; }
.state.delivered { background: #dff5e6; color: #11703a; } .state.failed, .state.rejected { background: #fde3e1; color: #a5251b; } .state.waiting { background: #fff0d6; color: #8a5300; }
.bubble { max-width: 88%; border-radius: 20px 20px 20px 6px; padding: 10px 14px; background: #e4e8ee; overflow-wrap: anywhere; }
.bubble p { margin: 6px 0; }
.bubble.viber { background: #ebe7ff; } .bubble.viber img { width: 100%; border-radius: 12px; display: block; min-height: 60px; background: #d9d2fb; }
.bubble img.missing, .zalo-message img.missing { background: linear-gradient(120deg, #cfe2f7, #f7e3cf); } .zalo-message .zalo-banner.missing { aspect-ratio: 5 / 2; } .zalo-icon.missing { border-radius: 6px; }
.viber-button { display: block; margin-top: 8px; text-align: center; background: var(--viber); color: #fff; border-radius: 99px; padding: 8px; font-weight: 600; }
.card { background: #fff; border-radius: 16px; overflow: hidden; box-shadow: 0 1px 5px rgba(10, 40, 80, .14); overflow-wrap: anywhere; }
.zns .logo { background: var(--zalo); color: #fff; padding: 11px 16px; font-weight: 700; } .zns-body { padding: 4px 16px 10px; } .zns-body h3 { margin: 12px 0 4px; font-size: 16px; } .zns-body span { font-size: 22px; font-weight: 700; letter-spacing: .08em; }
.zns ul { list-style: none; margin: 0; padding: 0 16px 14px; } .zns li { text-align: center; color: #fff; background: var(--zalo); border-radius: 99px; padding: 8px; font-weight: 600; margin-top: 6px; }
.oa > * { margin: 0; max-width: 100%; }
.call { padding: 14px 16px 14px 58px; position: relative; } .call::before { content: ''; position: absolute; left: 16px; top: 16px; width: 30px; height: 30px; border-radius: 99px; background: #22a652; } .call.missed::before { background: #d63a2f; } .call span, .call q { display: block; } .call span { color: var(--soft); font-size: 12px; } .call q { margin-top: 6px; font-style: italic; }
table.steer { width: 100%; border-collapse: collapse; } .steer td { padding: 5px 8px 5px 0; border-top: 1px solid var(--line); vertical-align: top; } .steer td:first-child { white-space: nowrap; font-weight: 600; }
.request { border-top: 1px solid var(--line); } .request summary { display: flex; gap: 10px; padding: 7px 0; cursor: pointer; white-space: nowrap; align-items: center; list-style: none; }
.request time { color: var(--soft); font-variant-numeric: tabular-nums; } .request summary code { color: var(--soft); overflow: hidden; text-overflow: ellipsis; font-size: 12px; }
.request ul { color: #a5251b; margin: 4px 0; padding-left: 20px; } .request p { margin: 4px 0; color: var(--soft); }
.request pre { background: #f6f8fb; border-radius: 8px; padding: 10px; overflow: auto; margin: 6px 0; font-size: 12px; max-height: 280px; white-space: pre-wrap; overflow-wrap: anywhere; }
.verdict { border-radius: 99px; padding: 1px 9px; font-size: 12px; font-weight: 600; } .verdict.valid { background: #dff5e6; color: #11703a; } .verdict.invalid { background: #fde3e1; color: #a5251b; }
.code { border-radius: 6px; padding: 0 6px; font-weight: 700; font-variant-numeric: tabular-nums; background: #e6ebf1; } .code.refused { background: var(--orange); color: #fff; }
.log { max-height: 330px; overflow: auto; }
@media (max-width: 1150px) { main { grid-template-columns: 400px minmax(0, 1fr); } .who { grid-column: 1 / -1; } #receivers { display: flex; flex-wrap: wrap; } #receivers button { width: auto; } }
@media (max-width: 860px) { main { grid-template-columns: minmax(0, 1fr); padding: 16px; } .phone { width: 100%; position: static; } .top { flex-wrap: wrap; } }
`;

const script = `
const KEPT = 200;
const thread = document.getElementById('thread');
const receivers = document.getElementById('receivers');
const people = new Map();
let chosen;
let pinned = false;

function show(address) {
	chosen = address;
	document.getElementById('receiver').textContent = address;
	for (const [other, one] of people) {
		one.section.hidden = other !== address;
		one.button.setAttribute('aria-pressed', String(other === address));
	}
	thread.scrollTop = thread.scrollHeight;
}

function person(address) {
	const known = people.get(address);
	if (known) return known;
	if (people.size >= KEPT) {
		const [oldest, one] = people.entries().next().value;
		one.section.remove();
		one.item.remove();
		people.delete(oldest);
	}
	const section = document.createElement('section');
	const item = document.createElement('li');
	const button = document.createElement('button');
	const name = document.createElement('span');
	const count = document.createElement('span');
	name.className = 'name';
	name.textContent = address;
	count.className = 'count';
	button.append(name, count);
	button.onclick = () => { pinned = true; show(address); };
	item.append(button);
	receivers.prepend(item);
	thread.append(section);
	const one = { section, item, button, count, messages: new Map() };
	people.set(address, one);
	return one;
}

function empty() {
	people.clear();
	chosen = undefined;
	pinned = false;
	receivers.replaceChildren();
	thread.replaceChildren();
	document.getElementById('receiver').textContent = 'No message yet';
	document.getElementById('requests').replaceChildren();
	document.getElementById('callbacks').replaceChildren();
}

function onMessage({ key, receiver, html }) {
	const one = person(receiver);
	const isNew = !one.messages.has(key);
	const holder = one.messages.get(key) ?? document.createElement('div');
	holder.innerHTML = html;
	if (isNew) {
		one.messages.set(key, holder);
		one.section.append(holder);
		one.count.textContent = String(one.messages.size);
		receivers.prepend(one.item);
	}
	if (isNew && !pinned) show(receiver);
	else if (receiver === chosen) thread.scrollTop = thread.scrollHeight;
	else one.section.hidden = receiver !== chosen;
}

function prepend(id, html) {
	const log = document.getElementById(id);
	const line = document.createElement('div');
	line.innerHTML = html;
	log.prepend(line);
	if (log.childElementCount > KEPT) log.lastElementChild.remove();
}

const events = new EventSource('/_simulator/events');
const on = (name, handle) => events.addEventListener(name, (event) => handle(JSON.parse(event.data)));
on('reset', empty);
on('message', onMessage);
on('request', ({ html }) => prepend('requests', html));
on('callback', ({ html }) => prepend('callbacks', html));
setInterval(() => { document.getElementById('clock').textContent = new Date().toLocaleTimeString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' }); }, 1000);
// A picture that does not load keeps its place.
thread.addEventListener('error', ({ target }) => {
	if (target.classList.contains('missing')) return;
	target.classList.add('missing');
	target.src = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E';
}, true);
`;

/** The simulator's page: the receivers' phones, the steering numbers, requests and callbacks. */
export function pageDocument(): string {
	const rows = STEERING.map(
		({ receiver, result }) =>
			`<tr><td>${escapeHtml(receiver)}</td><td>${escapeHtml(result)}</td></tr>`,
	).join('');
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>eSMS simulator</title>
<link rel="icon" href="data:,">
<style>${zaloMessageStyles}${styles}</style>
</head>
<body>
<div class="top"><h1><b>eSMS</b> simulator</h1><span>Messages stay on this machine</span><a href="/help">Test account and admin API</a></div>
<main>
<div class="panel who"><h2>Receivers</h2><ul id="receivers"></ul></div>
<div class="phone"><div class="screen"><div class="status"><span id="clock">--:--</span><i></i><span>5G</span></div><div class="title"><span id="receiver">No message yet</span><small>as this phone shows it</small></div><div id="thread"></div></div></div>
<div>
<div class="panel"><h2>Receivers that steer the outcome</h2><table class="steer">${rows}</table></div>
<div class="panel"><h2>Requests</h2><div class="log" id="requests"></div></div>
<div class="panel"><h2>Callbacks</h2><div class="log" id="callbacks"></div></div>
</div>
</main>
<script>${script}</script>
</body>
</html>
`;
}
