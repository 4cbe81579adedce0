'use strict'
// Without it the page shows the picture, and all roles in words.
const all = (selector, below = document) => [...below.querySelectorAll(selector)]
for (const element of all('[data-script]')) element.hidden = false

const picture = document.querySelector('#drawing svg')
const canvas = document.querySelector('.canvas')
const width = picture.viewBox.baseVal.width
let scale = 1

function zoom(to, around = { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 }) {
  const next = Math.min(4, Math.max(0.1, to))
  const ratio = next / scale
  const left = (canvas.scrollLeft + around.x) * ratio - around.x
  const top = (canvas.scrollTop + around.y) * ratio - around.y
  scale = next
  picture.setAttribute('width', String(Math.round(width * scale)))
  picture.removeAttribute('height')
  canvas.scrollTo(left, top)
  document.querySelector('#scale').textContent = `${Math.round(scale * 100)} %`
}
const whole = () => zoom(canvas.clientWidth / width)

document.querySelector('#in').addEventListener('click', () => zoom(scale * 1.25))
document.querySelector('#out').addEventListener('click', () => zoom(scale / 1.25))
document.querySelector('#whole').addEventListener('click', whole)
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === '+') zoom(scale * 1.25)
  else if (event.key === '-') zoom(scale / 1.25)
  else if (event.key === '0') whole()
})
// As maps do: the wheel scrolls, and zooms with the control key, which is also what a touchpad sends.
canvas.addEventListener('wheel', event => {
  if (!event.ctrlKey) return
  event.preventDefault()
  const place = canvas.getBoundingClientRect()
  zoom(scale * Math.exp(-event.deltaY / 300), { x: event.clientX - place.left, y: event.clientY - place.top })
}, { passive: false })

let held
canvas.addEventListener('pointerdown', event => {
  if (event.pointerType === 'mouse') held = { x: event.clientX + canvas.scrollLeft, y: event.clientY + canvas.scrollTop }
})
addEventListener('pointerup', () => { held = undefined })
addEventListener('pointermove', event => {
  if (held) canvas.scrollTo(held.x - event.clientX, held.y - event.clientY)
})

const words = new Map(all('details.role').map(details => [details.dataset.role, details]))
const pointed = document.querySelector('#pointed')
const ways = all('[data-from]', picture)

function show(role) {
  const details = words.get(role)
  if (!details) return
  const heading = document.createElement('h2')
  heading.textContent = details.querySelector('summary').textContent
  pointed.replaceChildren(heading, details.querySelector('.body').cloneNode(true))
  for (const way of ways) way.classList.toggle('dim', way.dataset.from !== role && way.dataset.to !== role)
}
const clear = () => { for (const way of ways) way.classList.remove('dim') }

// What is drawn becomes what can be pointed at.
picture.setAttribute('role', 'group')
for (const role of all('[data-role]', picture)) {
  role.setAttribute('tabindex', '0')
  role.setAttribute('role', 'button')
  role.setAttribute('aria-label', words.get(role.dataset.role)?.querySelector('summary').textContent ?? role.dataset.role)
  role.addEventListener('mouseenter', () => show(role.dataset.role))
  role.addEventListener('focus', () => show(role.dataset.role))
  role.addEventListener('click', () => show(role.dataset.role))
  role.addEventListener('mouseleave', clear)
  role.addEventListener('blur', clear)
}
whole()
