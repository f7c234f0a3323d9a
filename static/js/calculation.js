// Recalculates a worked example as its reader changes the numbers. Without JavaScript the example stands as written.
// The grammar and the rounding are those of cms/formula.py; text is read, never run.

const LARGEST = 1e15;
const MOST_DECIMALS = 6;
const NOISE = 1e-9;
const TOKEN = /\s*(\d{1,15}(?:,\d{1,15})?|[\p{L}_][\p{L}\p{N}_]*|[-+*/();])/uy;

const FUNCTIONS = { min: Math.min, max: Math.max, round: rounded };

function tokensOf(formula) {
  const text = formula.trimEnd();
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError("unknown sign");
    tokens.push(match[1]);
  }
  return tokens;
}

// The outcome of the formula for a Map of values; null when there is none (a division by zero, or too large).
export function resultOf(formula, values) {
  const tokens = tokensOf(formula);
  let place = 0;

  const expect = (sign) => {
    if (tokens[place] !== sign) throw new SyntaxError(`no ${sign}`);
    place += 1;
  };

  function sum() {
    let left = product();
    while (tokens[place] === "+" || tokens[place] === "-") {
      const sign = tokens[place++];
      const right = product();
      left = sign === "+" ? left + right : left - right;
    }
    return left;
  }

  function product() {
    let left = factor();
    while (tokens[place] === "*" || tokens[place] === "/") {
      const sign = tokens[place++];
      const right = factor();
      if (sign === "/" && right === 0) left = NaN;
      else left = sign === "*" ? left * right : left / right;
    }
    return left;
  }

  function factor() {
    const token = tokens[place++];
    if (token === "-") return -factor();
    if (token === "(") {
      const inner = sum();
      expect(")");
      return inner;
    }
    if (token === undefined) throw new SyntaxError("not finished");
    if (/^\d/.test(token)) return Number(token.replace(",", "."));
    if (Object.hasOwn(FUNCTIONS, token)) return call(FUNCTIONS[token]);
    if (values.has(token)) return values.get(token);
    throw new SyntaxError(`unknown ${token}`);
  }

  function call(compute) {
    expect("(");
    const given = [sum()];
    while (tokens[place] === ";") {
      place += 1;
      given.push(sum());
    }
    expect(")");
    return compute(...given);
  }

  const result = sum();
  if (place < tokens.length) throw new SyntaxError("something is left");
  return Math.abs(result) <= LARGEST ? result : null;
}

// As people round: 2,5 becomes 3 and -2,5 becomes -3.
export function rounded(number, decimals = 0) {
  if (!Number.isFinite(number) || !Number.isFinite(decimals)) return NaN;
  const scale = Number(`1e${Math.min(Math.max(Math.trunc(decimals), 0), MOST_DECIMALS)}`);
  const size = Math.abs(number) * scale + 0.5 + NOISE;
  return (Math.sign(number) * Math.floor(size)) / scale + 0;
}

// "1.250,50": points between thousands, a comma before decimals, a minus sign and no hyphen.
export function inDutch(number, decimals) {
  const figures = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return rounded(number, decimals).toLocaleString("nl-NL", figures).replace("-", "−");
}

// The number in "1.250,50", "1250,5" and "12.5" (some telephones offer no comma); null for anything else.
export function fromDutch(text) {
  const typed = text.replace(/\s/g, "").replace("−", "-");
  if (/^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(typed)) return Number(typed.replaceAll(".", "").replace(",", "."));
  return /^-?\d+\.\d{1,2}$/.test(typed) ? Number(typed) : null;
}

function numberIn(field) {
  const number = fromDutch(field.value);
  const { minimum, maximum } = field.dataset;
  return number !== null && number >= Number(minimum) && number <= Number(maximum) ? number : null;
}

function decimalsOf(...numbers) {
  return Math.min(Math.max(...numbers.map((text) => (String(text).split(".")[1] ?? "").replace(/0+$/, "").length)), MOST_DECIMALS);
}

function takeStep(field, direction) {
  const { minimum, maximum, step } = field.dataset;
  const from = fromDutch(field.value) ?? Number(minimum);
  const to = Math.min(Math.max(from + direction * Number(step), Number(minimum)), Number(maximum));
  field.value = inDutch(to, decimalsOf(from, step));
}

function recalculate(example, fields) {
  const values = new Map();
  for (const field of fields) {
    const number = numberIn(field);
    if (number !== null) values.set(field.dataset.name, number);
    field.setAttribute("aria-invalid", String(number === null));
    field.closest(".ldl-calculation__field").querySelector("[data-calculation-error]").hidden = number !== null;
  }
  const complete = values.size === fields.length;
  const result = complete ? resultOf(example.dataset.formula, values) : null;
  const shown = example.querySelector("[data-calculation-result]");
  shown.hidden = result === null;
  example.querySelector("[data-calculation-no-result]").hidden = result !== null;
  if (result !== null) shown.querySelector("strong").textContent = inDutch(result, Number(example.dataset.decimals));
}

function start(example) {
  const fields = [...example.querySelectorAll("[data-name]")];
  example.querySelector("[data-calculation-example]").hidden = true;
  example.querySelector("[data-calculation-fields]").hidden = false;
  for (const field of fields) {
    const changeBy = (direction) => {
      takeStep(field, direction);
      recalculate(example, fields);
    };
    field.addEventListener("input", () => recalculate(example, fields));
    field.addEventListener("keydown", (event) => {
      const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!direction) return;
      event.preventDefault();
      changeBy(direction);
    });
    for (const button of field.parentElement.querySelectorAll("[data-calculation-step]")) {
      button.addEventListener("click", () => changeBy(Number(button.dataset.calculationStep)));
    }
  }
}

document.querySelectorAll("[data-calculation]").forEach(start);
