'use strict'
// Without it the page says the same; it only finds and folds.
const all = (selector, below = document) => [...below.querySelectorAll(selector)]
for (const element of all('[data-script]')) element.hidden = false

const search = document.querySelector('#search')
const states = all('.states button')
const items = all('.item')
const lines = all('.line')
const shown = document.querySelector('#shown')
let state = ''

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = element => words.every(word => element.dataset.search.includes(word))
  let count = 0
  for (const item of items) {
    item.hidden = !(fits(item) && (!state || item.dataset.state === state))
    if (!item.hidden) count++
  }
  for (const group of all('.group')) group.hidden = !group.querySelector('.item:not([hidden])')
  for (const section of all('.items')) {
    section.querySelector('.nothing').hidden = Boolean(section.querySelector('.item:not([hidden])'))
  }
  filterLines(words)
  shown.textContent = count === items.length ? '' : `${count} of ${items.length} shown`
}

const criticalOnly = document.querySelector('#critical-only')
function filterLines(words = search ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : []) {
  const critical = criticalOnly?.getAttribute('aria-pressed') === 'true'
  for (const line of lines) {
    line.hidden = !(words.every(word => line.dataset.search.includes(word)) && (!critical || line.classList.contains('critical')))
  }
  for (const place of all('.place')) {
    let line = place.nextElementSibling
    while (line?.hidden && line.classList.contains('line')) line = line.nextElementSibling
    place.hidden = !line?.classList.contains('line')
  }
}

if (search) {
  search.addEventListener('input', filter)
  search.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    search.value = ''
    filter()
  })
  for (const button of states) {
    button.addEventListener('click', () => {
      state = button.dataset.state
      for (const other of states) other.setAttribute('aria-pressed', String(other === button))
      filter()
    })
  }
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.target.matches('input, textarea')) return
    event.preventDefault()
    search.focus()
  })
  const fold = document.querySelector('#fold')
  fold.addEventListener('click', () => {
    const open = fold.dataset.open !== 'true'
    fold.dataset.open = String(open)
    fold.textContent = open ? 'Collapse all' : 'Expand all'
    for (const details of all('.item:not([hidden]) details')) details.open = open
  })
}

if (criticalOnly) {
  criticalOnly.addEventListener('click', () => {
    criticalOnly.setAttribute('aria-pressed', String(criticalOnly.getAttribute('aria-pressed') !== 'true'))
    filterLines()
  })
}

// What a stack waited for is marked while the pointer or the focus is on it.
const mark = (line, on) => {
  for (const id of line.dataset.after.split(' ').filter(Boolean)) document.getElementById(id)?.classList.toggle('before', on)
}
for (const line of lines) {
  for (const [on, events] of [[true, ['mouseenter', 'focusin']], [false, ['mouseleave', 'focusout']]]) {
    for (const name of events) line.addEventListener(name, () => mark(line, on))
  }
}

for (const button of all('.copy')) {
  button.addEventListener('click', async () => {
    const text = button.dataset.copy
    try {
      await navigator.clipboard.writeText(text)
      button.textContent = 'Copied'
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling)
      button.textContent = 'Selected'
    }
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
}

function reveal() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
  if (!target) return
  const details = target.querySelector('details')
  if (details) details.open = true
}
addEventListener('hashchange', reveal)
reveal()

// Paper has no folds.
let folded = []
addEventListener('beforeprint', () => {
  folded = all('details:not([open])')
  for (const details of folded) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of folded) details.open = false
})
