// What a person would stumble over in a page as it is laid out now. Each function answers with faults in words.
globalThis.pageFaults = (() => {
  const shown = element => element.checkVisibility();
  const name = element =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`
    + ` "${element.textContent.trim().slice(0, 60)}"`;
  const rgb = text => (text.match(/[\d.]+/g) ?? []).map(Number);

  /** Relative luminance and contrast as WCAG 2 defines them. */
  const luminance = colour => {
    const [r, g, b] = colour.slice(0, 3)
      .map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const over = (colour, opacity, paper) => colour.slice(0, 3).map((part, i) => part * opacity + paper[i] * (1 - opacity));

  /** The colour that a shape's stroke or fill has on the page's paper; none if it isn't drawn so. */
  const painted = (element, property, paper) => {
    const style = getComputedStyle(element);
    const colour = rgb(style[property]);
    if (style[property] === 'none' || colour.length < 3) {
      return null;
    }
    const opacity = Number(style.opacity) * Number(style[property + 'Opacity']) * (colour[3] ?? 1);
    return over(colour, opacity, paper);
  };

  /** The colour that a label is written on: that of the last bar drawn before it under its middle, or the paper. */
  const beneath = (label, box, picture, paper) => {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const bar = [...picture.querySelectorAll('rect')].filter(rect => {
      const area = rect.getBoundingClientRect();
      return rect.compareDocumentPosition(label) & Node.DOCUMENT_POSITION_FOLLOWING
        && area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
    }).at(-1);
    return bar ? painted(bar, 'fill', paper) ?? paper : paper;
  };

  const apart = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) <= 1
    || Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) <= 3;

  return {
    open: () => {
      const kinds = new Map();
      for (const one of document.querySelectorAll('details')) {
        kinds.set(`${one.className} in ${one.parentElement.tagName} ${one.parentElement.className}`, one);
      }
      kinds.forEach(one => one.open = true);
    },

    /** Pictures that no attribute tells a screen reader about: it skips a bare svg without a word. */
    unspoken: () => [...document.querySelectorAll('svg, canvas')]
      .filter(picture => !picture.closest('[aria-hidden=true]') && picture.getAttribute('role') !== 'img')
      .map(picture => 'a picture that is neither an image nor hidden: ' + name(picture)),

    pictures: () => {
      const faults = [];
      const paper = rgb(getComputedStyle(document.documentElement).backgroundColor);
      for (const picture of [...document.querySelectorAll('figure svg')].filter(shown)) {
        const box = picture.getBoundingClientRect();
        const labels = [...picture.querySelectorAll('text')];
        const boxes = labels.map(label => label.getBoundingClientRect());
        labels.forEach((label, i) => {
          const ground = beneath(label, boxes[i], picture, paper);
          const ratio = contrast(painted(label, 'fill', ground) ?? ground, ground);
          if (!(ratio >= 4.5)) {
            faults.push(`a label with contrast ${ratio.toFixed(2)}: ${name(label)}`);
          }
          if (boxes[i].left < box.left - 1 || boxes[i].right > box.right + 1
              || boxes[i].top < box.top - 1 || boxes[i].bottom > box.bottom + 1) {
            faults.push(`a label that is cut off: ${name(label)}`);
          }
          // The box around a slanted label holds much that the label doesn't cover.
          const upright = other => !labels[other].hasAttribute('transform');
          if (upright(i) && labels.some((_, other) => other > i && upright(other) && !apart(boxes[i], boxes[other]))) {
            faults.push(`a label on another: ${name(label)}`);
          }
        });
        for (const mark of picture.querySelectorAll('.line, .dot, .bar, .reference')) {
          const colours = ['stroke', 'fill'].map(property => painted(mark, property, paper)).filter(Boolean);
          const best = Math.max(...colours.map(colour => contrast(colour, paper)));
          if (!(best >= 3)) {
            faults.push(`a mark with contrast ${best.toFixed(2)}: ${name(mark)}`);
          }
        }
      }
      return [...new Set(faults)];
    },

    sideways: () => {
      const width = document.documentElement.clientWidth;
      if (document.scrollingElement.scrollWidth <= width) {
        return [];
      }
      const boxed = element => element.closest('.wide') && !element.matches('.wide');
      const culprits = [...document.body.querySelectorAll('*')]
        .filter(element => !boxed(element) && element.getBoundingClientRect().right > width + 1);
      return [`the page is ${document.scrollingElement.scrollWidth} wide in a window of ${width}: `
        + (culprits.length ? name(culprits.at(-1)) : 'no element of its own')];
    },

    cut: () => [...document.body.querySelectorAll('*')]
      .filter(element => shown(element) && getComputedStyle(element).overflowX !== 'visible'
        && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
      .map(element => `${element.scrollWidth} wide in a box of ${element.clientWidth}: ${name(element)}`),
  };
})();
1;
