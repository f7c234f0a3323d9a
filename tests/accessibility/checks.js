/*
 * What every page must be, beyond what axe looks at. Each check is a function that gives sentences about what is
 * wrong; none for a sound page. `tests/accessibility/test_planted_faults.py` plants a fault for each of them.
 */
(() => {
  const SMALLEST_TARGET = 24;
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, video[controls], [tabindex]";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const markup = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const text = (element) => element.textContent.trim();
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const isForEyes = (element) => Math.min(element.offsetWidth, element.offsetHeight) > 1;
  const idsIn = (element, attribute) => (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
  const follows = (first, second) => Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
  const root = () => document.documentElement; // not there yet when this file is read

  /* 1.4.10: nothing to scroll sideways. */
  const sideways = () => {
    const by = root().scrollWidth - root().clientWidth;
    return by > 0 ? [`scrolls sideways by ${by} px at ${innerWidth} px`] : [];
  };

  /* 1.4.4, 1.4.12: no text is cut off. What is said to screen readers only is small on purpose. */
  const clipped = () =>
    all("body *").filter((element) => {
      const style = getComputedStyle(element);
      const cuts = (overflow, shown, whole) => ["hidden", "clip"].includes(overflow) && whole > shown + 1;
      return isShown(element) && isForEyes(element) && text(element) && (
        cuts(style.overflowX, element.clientWidth, element.scrollWidth) ||
        cuts(style.overflowY, element.clientHeight, element.scrollHeight)
      );
    }).map((element) => `cuts its text off: ${markup(element)}`);

  /* 4.1.2: an id that is there twice makes a label or description point at the wrong thing. */
  const ids = () => {
    const seen = new Map();
    for (const { id } of all("[id]")) seen.set(id, (seen.get(id) || 0) + 1);
    return [...seen].filter(([, times]) => times > 1).map(([id, times]) => `id "${id}" is there ${times} times`);
  };

  /* 1.3.1: what a description, label or control refers to is there. */
  const references = () =>
    ["aria-describedby", "aria-labelledby", "aria-controls", "for", "popovertarget"].flatMap((attribute) =>
      all(`[${attribute}]`).flatMap((element) =>
        idsIn(element, attribute).filter((id) => !document.getElementById(id))
          .map((id) => `${attribute} names "${id}", which is not there: ${markup(element)}`)));

  /* 1.3.1, 2.4.6: one h1, no level left out, no empty heading. */
  const headings = () => {
    const found = all("h1, h2, h3, h4, h5, h6").filter(isShown);
    const levels = found.map((heading) => Number(heading.tagName[1]));
    const firsts = levels.filter((level) => level === 1).length;
    return [
      ...(firsts === 1 ? [] : [`${firsts} times h1`]),
      ...found.filter((heading) => !text(heading)).map((heading) => `empty heading: ${markup(heading)}`),
      ...found.filter((_heading, at) => at && levels[at] > levels[at - 1] + 1)
        .map((heading) => `a level is left out before: ${markup(heading)}`),
    ];
  };

  /* 2.4.2: what the page is and whose site, and "Fout:" in front only when something was refused. */
  const title = ({ siteName, isRefused }) => {
    const said = document.title;
    const name = said.replace(/^Fout: /, "").split(" – ")[0];
    return [
      ...(said.endsWith(` – ${siteName}`) && name ? [] : [`the title "${said}" does not name page and site`]),
      ...(/^(Fout|Error):/.test(said) === isRefused ? [] : [`the title "${said}" is wrong about an error`]),
    ];
  };

  /* 3.1.1, 3.1.2: the language of the page, and of parts in another. */
  const language = ({ language: expected }) => [
    ...(root().lang === expected ? [] : [`the page says its language is "${root().lang}"`]),
    ...all("[lang]").filter((element) => !/^(nl|en)$/.test(element.lang)).map((element) => `lang of ${markup(element)}`),
  ];

  /* 3.2.3, 3.2.6: help and the ways around are at the same place on every page. */
  const help = () => {
    const places = [
      "header .ldl-brand", "header .ldl-menu-button",
      "header .ldl-account > li:first-child > a:is([href$='/hulp/'], [href$='/help/'])",
      "header nav", "header form[role=search]", "main", "footer",
    ];
    const found = places.map((place) => document.querySelector(place));
    return [
      ...places.filter((_place, at) => !found[at]).map((place) => `not there: ${place}`),
      ...places.filter((_place, at) => at && found[at] && found[at - 1] && !follows(found[at - 1], found[at]))
        .map((place) => `out of order: ${place}`),
    ];
  };

  /* 1.3.1, 3.3.2: radio buttons and boxes that belong together stand in one fieldset that says the question. */
  const groups = () => {
    const together = new Map();
    for (const input of all("input[type=radio], input[type=checkbox]")) {
      const key = `${all("form").indexOf(input.form)} ${input.type} ${input.name}`;
      together.set(key, [...(together.get(key) || []), input]);
    }
    return [...together.values()].filter((inputs) => inputs[0].type === "radio" || inputs.length > 1).filter((inputs) => {
      const fieldset = inputs[0].closest("fieldset");
      const legend = fieldset?.querySelector(":scope > legend");
      const isOne = inputs.every((input) => input.closest("fieldset") === fieldset);
      // Only a case of several parts has fieldsets within one of its own.
      const isNested = fieldset?.parentElement.closest("fieldset") && !fieldset.matches(".ldl-part");
      return !(isOne && legend && text(legend) && !isNested);
    }).map((inputs) => `not in one fieldset with a legend: ${markup(inputs[0])}`);
  };

  /* 2.5.8: a radio button or box can be chosen by its label too, on 24 by 24 px or more. */
  const choices = () =>
    all("input[type=radio], input[type=checkbox]").filter(isShown).flatMap((input) => {
      const labels = [...input.labels].filter(isShown);
      const boxes = [input, ...labels].map((element) => element.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      return labels.some(text) && Math.min(width, height) >= SMALLEST_TARGET
        ? [] : [`no label, or smaller than ${SMALLEST_TARGET} px: ${markup(input)}`];
    });

  /* 3.3.1, 3.3.2, 3.3.3: what was refused is said on top, with the focus on it, and at each field. */
  const errors = ({ isRefused }) => {
    const summary = document.querySelector(".ldl-error-summary");
    const wrong = all("[aria-invalid=true]");
    const isSaid = (id) => id.endsWith("_error") && document.getElementById(id)?.textContent.trim();
    const described = (field) => idsIn(field, "aria-describedby").some(isSaid);
    const describes = (field) => described(field) || described(field.closest("fieldset") || field);
    // An overview of several pages leads to those, and has no fields itself.
    const toFields = summary ? all("a[href^='#']", summary) : [];
    return [
      ...(isRefused === Boolean(summary) ? [] : [isRefused ? "no error summary" : "an error summary without errors"]),
      ...(summary && (summary.getAttribute("role") !== "alert" || !text(summary)) ? ["a summary that is not told"] : []),
      ...(summary && !summary.contains(document.activeElement) ? ["the error summary has not the focus"] : []),
      ...toFields.filter((link) => !document.querySelector(link.getAttribute("href")))
        .map((link) => `leads nowhere: ${markup(link)}`),
      ...(toFields.length && !wrong.length ? ["no field says that it is wrong"] : []),
      ...wrong.filter((field) => !describes(field)).map((field) => `says not what is wrong: ${markup(field)}`),
    ];
  };

  /* GDPR, article 9: where people write in their own words, a field of the form is described by the warning about that.
     Not where they write addresses or the programme of a session (tests/consistency/test_free_text_warns.py). */
  const warnings = ({ warning }) => {
    const says = (id) => document.getElementById(id)?.textContent.includes(warning);
    const warns = (form) => all("input, textarea, fieldset", form).some((one) => idsIn(one, "aria-describedby").some(says));
    return all("textarea:not([name=emails], [name=people], [name=agenda])").filter(({ form }) => !warns(form || document))
      .map((area) => `asks for words without a warning: ${markup(area)}`);
  };

  /* 4.1.3: what just happened is told politely; only a refused form may interrupt. */
  const messages = ({ isRefused }) => [
    ...(document.querySelector(".ldl-messages[role=status]") ? [] : ["no place for messages"]),
    ...all("[role=alert], [aria-live=assertive]").filter((element) => !isRefused && !element.matches(".ldl-error-summary"))
      .map((element) => `interrupts: ${markup(element)}`),
  ];

  /* 2.2.1: nothing runs out by itself. */
  const timers = () => all("meta[http-equiv=refresh i], [role=timer], marquee").map((element) => `a timer: ${markup(element)}`);

  /* 1.2.2, 1.4.2: a film has captions, waits to be started, and is ours. */
  const videos = () => [
    ...all("video").filter((video) => video.autoplay || !video.controls || !video.querySelector("track[kind=captions][srclang]"))
      .map((video) => `a film without captions, or one that starts by itself: ${markup(video)}`),
    ...all("iframe, object, embed").map((element) => `from elsewhere: ${markup(element)}`),
  ];

  /* 2.3.3: nothing moves for who asked for that (the browser of this test does). */
  const motion = () =>
    [root(), ...all("body, body *").filter(isShown)].filter((element) => ["", "::before", "::after"].some((part) => {
      const style = getComputedStyle(element, part || null);
      return style.animationName !== "none" || /[1-9]/.test(style.transitionDuration) || style.scrollBehavior === "smooth";
    })).map((element) => `moves: ${markup(element)}`);

  const isStop = (element) => isShown(element) && !element.disabled && element.tabIndex >= 0;
  /* A link that is stretched over its card shows the focus around the card. */
  const ringed = (element) => [element, element.closest(".utrecht-card")].filter(Boolean).map((one) => getComputedStyle(one));
  const ring = (element) => ringed(element).map(({ outlineStyle, outlineWidth, boxShadow }) =>
    `${outlineStyle === "none" ? "" : outlineWidth} ${boxShadow}`).join();

  /* The part of a box that is within the window and within what scrolls around it. */
  const inSight = (element, { left, top, right, bottom }) => {
    const seen = { left: Math.max(left, 0), top: Math.max(top, 0), right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight) };
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflowX === "visible") continue;
      const frame = around.getBoundingClientRect();
      seen.left = Math.max(seen.left, frame.left);
      seen.right = Math.min(seen.right, frame.right);
      seen.top = Math.max(seen.top, frame.top);
      seen.bottom = Math.min(seen.bottom, frame.bottom);
    }
    return seen;
  };

  /* Five points of what has the focus: its middle, and within each side; letters reach a little over their line. */
  const pointsOf = (element) => {
    const whole = [...element.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
    const box = inSight(element, whole || element.getBoundingClientRect());
    if (box.right - box.left < 1 || box.bottom - box.top < 1) return [];
    const across = (box.left + box.right) / 2;
    const down = (box.top + box.bottom) / 2;
    const within = (box.bottom - box.top) / 5;
    return [[across, down], [box.left + 2, down], [box.right - 2, down], [across, box.top + within], [across, box.bottom - within]];
  };

  /* 2.4.11: nothing lies over what has the focus. */
  const isHidden = (element) => {
    const points = pointsOf(element);
    const belongs = (hit) => hit && (element.contains(hit) || [...(element.labels || [])].some((label) => label.contains(hit)));
    return !points.length || !points.every(([x, y]) => belongs(document.elementFromPoint(x, y)));
  };

  /* 2.4.3, 2.4.7, 2.4.11: each stop of the Tab key shows that it has the focus, in the order of the page. */
  const focus = () => {
    const before = document.activeElement;
    const found = all(FOCUSABLE).filter(isStop).flatMap((element) => {
      element.blur();
      const without = ring(element);
      element.focus({ focusVisible: true });
      return [
        ...(element.tabIndex > 0 ? [`jumps the queue: ${markup(element)}`] : []),
        ...(document.activeElement !== element ? [`takes no focus: ${markup(element)}`] : []),
        ...(ring(element) === without ? [`does not show the focus: ${markup(element)}`] : []),
        ...(isHidden(element) ? [`covered while it has the focus at ${innerWidth} by ${innerHeight} px: ${markup(element)}`] : []),
      ];
    });
    before?.focus?.({ preventScroll: true });
    return found;
  };

  const checks = {
    sideways, clipped, ids, references, headings, title, language, help, groups, choices, errors, warnings, messages,
    timers, videos, motion, focus,
  };

  /* Where the Tab key has brought someone, for the tests that use nothing else. */
  let last = null;
  const stop = () => {
    const element = document.activeElement;
    const here = {
      name: (element.labels?.length ? text(element.labels[0]) : element.getAttribute("aria-label")) || text(element) || element.value || "",
      kind: element.getAttribute("role") || element.type || element.localName,
      isNowhere: element === document.body,
      isShown: ringed(element).some(({ outlineStyle }) => outlineStyle !== "none"),
      isCovered: element !== document.body && isHidden(element),
      isInOrder: !last || !last.isConnected || element === document.body || follows(last, element),
    };
    last = element;
    return here;
  };

  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);

  window.accessibility = {
    names: Object.keys(checks),
    stop,
    run: (names, about) => names.flatMap((name) => checks[name](about).map((said) => `${name}: ${said}`)),
    openAll: () => all("details").forEach((details) => { details.open = true; }),
    /* As a reader sets it: more space between letters, words and lines; letters twice as large. */
    spaceText: (on) => { document.adoptedStyleSheets = on ? [spaced] : []; },
    enlargeText: (on) => { root().style.fontSize = on ? "200%" : ""; },
  };
})();
