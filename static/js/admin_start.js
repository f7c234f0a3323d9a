/* Starts the parts of Wagtail's admin that its own templates start with an inline script, which our
   Content-Security-Policy refuses (docs/decisions/0057-*.md).

   An element of its own starts at the same moment as such a script: when it is read, or when other script puts it
   in the page. That matters, as Wagtail asks for a chooser right after it has put its form in the page. */

const ready = (start) =>
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();

/* Jcrop, with which an editor marks what matters in a picture, asks for a touch screen with an inline handler. It does
   not when it is told. Before all others that wait for the page: one of them starts it. */
document.addEventListener("DOMContentLoaded", () => {
    const options = window.jQuery?.Jcrop?.defaults;
    if (options) options.touchSupport = navigator.maxTouchPoints > 0;
}, true);

/* What templates of wagtailmedia and wagtail-localize do inline. */
const ours = {
    titleFromFileName() {
        ready(() => {
            const file = document.getElementById("id_file");
            const title = document.getElementById("id_title");
            file.addEventListener("change", () => {
                if (title.value === "") title.value = file.files[0]?.name.replace(/\.[^.]+$/, "") ?? "";
            });
        });
    },
    selectAllLocales() {
        ready(() => {
            const all = document.querySelector("[name='select_all']");
            all?.addEventListener("change", () => {
                for (const one of document.querySelectorAll("[name='locales']")) one.checked = all.checked;
            });
        });
    },
};

/* Only what Wagtail itself starts: markup that slipped into a page calls nothing else. */
const functions = [
    "initDateChooser", "initTimeChooser", "initDateTimeChooser", "createTaskChooser", "createMediaChooser",
];
const classes = /^(InlinePanel|MultipleChooserPanel|\w*Chooser)$/;

customElements.define("ldl-start", class extends HTMLElement {
    connectedCallback() {
        if (this.isStarted) return;
        this.isStarted = true;
        this.hidden = true;
        const { function: name, class: type, id, options } = this.dataset;
        /* Escaped as for a script, in which Wagtail fills in the number of a form. */
        const values = options ? [JSON.parse(JSON.parse(`"${options}"`))] : [];
        if (id) values.unshift(id);
        if (name === "keepChooserAddresses") window.chooserUrls ??= this.chooserAddresses;
        else if (Object.hasOwn(ours, name ?? "")) ours[name]();
        else if (functions.includes(name)) window[name](...values);
        else if (classes.test(type ?? "")) new window[type](...values);
    }

    get chooserAddresses() {
        const { imageChooser, documentChooser, pageChooser } = this.dataset;
        return { imageChooser, documentChooser, pageChooser };
    }
});
