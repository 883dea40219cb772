{{- define "remit.labels" -}}
app.kubernetes.io/name: remit
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "remit.selector" -}}
app.kubernetes.io/name: remit
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "remit.chroma.selector" -}}
app.kubernetes.io/name: remit
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: chroma
{{- end -}}

{{- define "remit.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "remit.chroma.host" -}}
{{- if .Values.chroma.enabled -}}
{{ .Release.Name }}-chroma
{{- else -}}
{{ .Values.chroma.host | required "chroma.host is needed where chroma.enabled is false" }}
{{- end -}}
{{- end -}}

{{- define "remit.settings" -}}
REMIT_PUBLIC_URL: {{ .Values.publicUrl | required "publicUrl is needed" | quote }}
REMIT_CHROMA__MODE: server
REMIT_CHROMA__HOST: {{ include "remit.chroma.host" . | quote }}
REMIT_CHROMA__PORT: {{ .Values.chroma.port | quote }}
REMIT_SYNC__EVERY_S: {{ .Values.library.everySeconds | quote }}
{{- if .Values.library.shared.enabled }}
REMIT_SYNC__SHARED: /srv/remit/shared
{{- end }}
{{- if .Values.library.claim }}
REMIT_LIBRARY: /srv/remit/library
{{- end }}
{{- range $name, $value := .Values.settings }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "remit.confined" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end -}}
