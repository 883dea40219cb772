// Elements are built from values only: text is set as text, so nothing in it can become markup.

/** An element with properties and children (elements or texts). */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Whether the asker wants things to stand still. */
export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
