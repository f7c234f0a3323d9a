// A SAML 2.0 provider for tests: whoever types a name is that person. Started by tests/identity_providers/start.py with
// settings (JSON) as its argument: key (PEM), certificate (base64), platform (the address of its metadata).
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import samlify from 'samlify'

const { IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } = samlify
const settings = JSON.parse(process.argv[2])
const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings'
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
const statement =
  '<saml:AuthnStatement AuthnInstant="{IssueInstant}"><saml:AuthnContext><saml:AuthnContextClassRef>' +
  'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' +
  '</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'

// The platform validates what it gets by the schema itself; here only well-formed requests come in.
setSchemaValidator({ validate: async () => 'not validated' })

function attribute(name, valueTag) {
  const nameFormat = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic'
  return { name, valueTag, nameFormat, valueXsiType: 'xs:string' }
}

function identityProvider(address) {
  return IdentityProvider({
    entityID: `${address}/metadata`,
    privateKey: settings.key,
    signingCert: settings.certificate,
    nameIDFormat: [persistent],
    wantAuthnRequestsSigned: false,
    singleSignOnService: [{ Binding: `${bindings}:HTTP-Redirect`, Location: `${address}/sign-in` }],
    loginResponseTemplate: {
      context: SamlLib.defaultLoginResponseTemplate.context.replace('{AuthnStatement}', statement),
      attributes: [attribute('mail', 'email'), attribute('displayName', 'fullName'), attribute('groups', 'group')],
    },
  })
}

function filledIn(name, request, provider, platform) {
  return (template) => {
    const now = new Date()
    const until = new Date(now.getTime() + 300_000).toISOString()
    const acs = platform.entityMeta.getAssertionConsumerService('post')
    const id = `_${randomUUID()}`
    const values = {
      ID: id, AssertionID: `_${randomUUID()}`, IssueInstant: now.toISOString(), Destination: acs, SubjectRecipient: acs,
      InResponseTo: request.extract.request.id, Issuer: provider.entityMeta.getEntityID(),
      StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success', NameIDFormat: persistent, NameID: `nummer-van-${name}`,
      Audience: platform.entityMeta.getEntityID(), ConditionsNotBefore: now.toISOString(), ConditionsNotOnOrAfter: until,
      SubjectConfirmationDataNotOnOrAfter: until, attrEmail: `${name}@demo.example`, attrFullName: `${name} van Werk`,
      attrGroup: 'Inkoop',
    }
    return { id, context: SamlLib.replaceTagsByValue(template, values) }
  }
}

async function answer(url, request, response, provider) {
  const platform = ServiceProvider({ metadata: await (await fetch(settings.platform)).text() })
  const asked = await provider.parseLoginRequest(platform, 'redirect', { query: Object.fromEntries(url.searchParams) })
  let body = ''
  for await (const part of request) body += part
  const name = new URLSearchParams(body).get('name')
  const filled = filledIn(name, asked, provider, platform)
  const made = await provider.createLoginResponse(platform, asked, 'post', {}, filled)
  response.end(
    `<form method="post" action="${made.entityEndpoint}"><input type="hidden" name="SAMLResponse" ` +
      `value="${made.context}"><button>Verder</button></form><script>document.forms[0].submit()</script>`,
  )
}

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const address = `http://127.0.0.1:${server.address().port}`
  const provider = identityProvider(address)
  server.on('request', (request, response) => {
    const url = new URL(request.url, address)
    response.setHeader('Content-Type', 'text/html')
    if (url.pathname === '/metadata') response.end(provider.getMetadata())
    else if (request.method === 'POST') answer(url, request, response, provider)
    else response.end('<form method="post"><input name="name" aria-label="Naam"><button>Verder</button></form>')
  })
  console.log(`ready ${address}`)
})
